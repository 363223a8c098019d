//! Tests of `/api/v1` over HTTP: responses to good and bad requests, and the guard of every route.

mod api {
    pub mod calendar;
    pub mod description;
    pub mod devices;
    pub mod enrolments;
    pub mod guard;
    pub mod pages;
    pub mod refusals;
    pub mod sync;
}
