//! Drafts, sealed in local storage.

use crate::browser::first_port::FirstPort;
use crate::browser::rest::Rest;
use crate::browser::web::tabs;
use crate::shell::ports::Working;
use crate::shell::ports::drafts::{Draft, Drafts, FirstDraft, Forms};

impl FirstDraft for FirstPort {
    fn set_writing(&self, writing: bool) {
        tabs::set_writing(writing);
    }

    fn has_draft(&self) -> bool {
        self.draft.is_there()
    }

    fn keep_draft(&self, draft: Option<Draft>) {
        tabs::set_writing(draft.is_some());
        self.draft.keep(&self.journal, draft);
    }
}

impl Drafts for Rest {
    fn draft(&self) -> Working<Option<Draft>> {
        let device = self.device.clone();
        Box::pin(async move { Ok(device.draft.take_up(&device.journal).await) })
    }

    fn forms(&self) -> Working<Forms> {
        let rest = self.clone();
        Box::pin(async move { Ok(rest.forms.take_up(rest.journal()).await.unwrap_or_default()) })
    }

    fn keep_forms(&self, all: Forms) {
        self.forms.keep(&self.device.journal, Some(all).filter(|all| !all.is_empty()));
    }
}
