//! The late WASM files besides the one that runs the phone: where they are split off, and how each is fetched.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::lost;
use super::web::{clock, tabs};
use crate::late;
use crate::shell::pages::for_pages;
use crate::shell::part::LateFile;
use crate::shell::paths;
use crate::shell::phone::{Painter, Phone, Stage};

/// Interval of looking whether the journal is open, in ms.
const WHOLE_MS: i32 = 100;

macro_rules! make_files {
    (
        first { $($first:ident $first_at:literal => $($first_page:ident)::+;)* }
        late {
            $($file:ident $draw:ident {
                $($late:ident $part:ident $late_at:literal $(/ $id:ident)? => $($late_page:ident)::+;)*
            })*
        }
    ) => {
        $(
            #[wasm_split($draw, fallible)]
            fn $draw() -> Result<Painter, SplitLoaderError> {
                Ok(late::$draw)
            }
        )*

        /// Fetches a file; nothing for the one that runs the phone, since that is what calls this.
        async fn painter(file: LateFile) -> Result<Option<Painter>, SplitLoaderError> {
            Ok(match file {
                LateFile::Rest => None,
                $(LateFile::$file => Some($draw().await?),)*
            })
        }
    };
}
for_pages!(make_files);

/// Fetches a file and has its parts drawn.
async fn bring(phone: Phone, file: LateFile) -> Result<(), SplitLoaderError> {
    if let Some(draw) = painter(file).await? {
        clock::next_turn().await;
        phone.came(file, draw);
    }
    Ok(())
}

/// Fetches the file of the page at `path`, and then, beside everything else, those of the other pages.
pub async fn bring_all(phone: Phone, path: &str) {
    if let Some(file) = paths::late_file(path) {
        // If it did not come, it is asked for again below.
        drop(bring(phone, file).await);
    }
    spawn_local(async move {
        while let Some(file) = phone.next_file() {
            if bring(phone, file).await.is_err() {
                lost(phone).await;
            }
        }
        while phone.stage.get_untracked() == Stage::Loading {
            clock::pause(WHOLE_MS).await;
        }
        tabs::tell_worker("whole", "");
    });
}
