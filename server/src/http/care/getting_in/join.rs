//! `/care/join/{token}`: an invitation. Viewing it does not use it.

use app::care::shell::join::{self, Invitation};
use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::http::care::viewer::Viewer;
use crate::http::care::{Page, page, page_with};
use crate::state::Shared;
use crate::store::types::care::LinkPurpose;

pub async fn show(State(shared): State<Shared>, viewer: Viewer, Path(token): Path<String>) -> Page {
    let frame = viewer.outside();
    match shared.store.find_link(token.clone(), LinkPurpose::Join).await? {
        Some(link) => {
            page(join::page(&frame, &Invitation { name: link.name, program: link.program, role: link.role, token }))
        }
        None => page_with(StatusCode::NOT_FOUND, join::gone(&frame)),
    }
}
