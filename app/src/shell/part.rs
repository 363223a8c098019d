//! The parts of the screen that may come a moment later. They are only named here: [`crate::late`] draws them, and
//! naming one pulls nothing into the first WASM file.

use domain::base::id::ObjectId;
use domain::entries::intensity::Intensity;
use leptos::prelude::*;

use super::pages::for_pages;
use crate::kinds::craving::form::Form;

macro_rules! make_parts {
    (
        first { $($first:ident $first_at:literal => $($first_page:ident)::+;)* }
        late {
            $($file:ident $draw:ident {
                $($late:ident $part:ident $late_at:literal $(/ $id:ident)? => $($late_page:ident)::+;)*
            })*
        }
    ) => {
        /// One part of the screen that may come a moment later: a page, or a piece of a page of the first file.
        #[derive(Clone, Copy)]
        pub enum Part {
            $($($part,)*)*
            /// The message at an address that is not ours.
            Missing,
            /// The summary on the first page.
            Summary,
            /// Instructions to put the app on the home screen.
            Install,
            /// The details of the craving that was just saved.
            Details(Form),
            /// The skill to practise in the craving that was just saved.
            Offer(Signal<Option<(ObjectId, Intensity)>>),
            /// The form for a target, and the action for the new one.
            NewTarget(Callback<ObjectId>),
        }

        /// A WASM file that comes after the first.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum LateFile {
            /// Runs the phone, and draws the late pieces of the first file's pages. The others build on it.
            Rest,
            $($file,)*
        }

        impl LateFile {
            pub const ALL: &[Self] = &[Self::Rest, $(Self::$file,)*];
        }

        impl Part {
            /// The file that draws it.
            pub fn file(self) -> LateFile {
                match self {
                    $($(Self::$part)|* => LateFile::$file,)*
                    _ => LateFile::Rest,
                }
            }
        }
    };
}
for_pages!(make_parts);
