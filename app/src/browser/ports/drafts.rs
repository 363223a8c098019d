//! Drafts, sealed in local storage.

use leptos::task::spawn_local;
use serde_json::Value;

use crate::browser::first_port::FirstPort;
use crate::browser::rest::Rest;
use crate::browser::web::tabs;
use crate::shell::ports::Working;
use crate::shell::ports::drafts::{Draft, Drafts, FirstDraft, FormId, Forms};

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
        Box::pin(async move {
            if let Some(known) = rest.known_forms.borrow().as_ref() {
                return Ok(known.clone());
            }
            let found: Forms = rest.forms.take_up(rest.journal()).await.unwrap_or_default();
            // Something may have been kept meanwhile.
            Ok(rest.known_forms.borrow_mut().get_or_insert(found).clone())
        })
    }

    fn keep_form(&self, form: &FormId, typed: Option<Value>) {
        if let Some(known) = self.known_forms.borrow_mut().as_mut() {
            known.set(form, typed);
            return self.forms.keep(&self.device.journal, Some(&*known).filter(|all| !all.is_empty()));
        }
        let (rest, form) = (self.clone(), form.clone());
        spawn_local(async move {
            let _ = rest.forms().await;
            rest.keep_form(&form, typed);
        });
    }
}
