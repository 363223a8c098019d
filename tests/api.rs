//! `/api/v1` over HTTP: what good and bad requests get, and what guards every route.

mod api {
    pub mod calendar;
    pub mod devices;
    pub mod enrolments;
    pub mod guard;
    pub mod refusals;
    pub mod sync;
}
