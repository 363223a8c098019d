//! Enrolling this phone, other phones, the recovery code, and signing out.

use domain::base::id::DeviceId;
use domain::people::enrolment::{EnrolmentAnswer, RecoveryCode};
use leptos::prelude::*;
use offline::ports::Cipher as _;

use crate::browser::rest::Rest;
use crate::browser::web::clock::now_ms;
use crate::browser::web::net::Api;
use crate::browser::web::{home_screen, lasting, prefs};
use crate::shell::phone::Net;
use crate::shell::ports::setup::Setup;
use crate::shell::ports::{Trouble, Working};

impl Rest {
    fn telling(&self, phone: DeviceId, act: &'static str) -> Working<()> {
        let rest = self.clone();
        Box::pin(async move {
            Api.tell_phone(phone, act).await?;
            rest.follow_up().await;
            Ok(())
        })
    }

    async fn came_in(&self, answer: EnrolmentAnswer) -> Result<EnrolmentAnswer, Trouble> {
        prefs::set_pending(match &answer {
            EnrolmentAnswer::Waiting { number, ticket } => Some((number.to_string(), ticket.clone())),
            EnrolmentAnswer::In { .. } | EnrolmentAnswer::Refused => None,
        });
        if let EnrolmentAnswer::In { welcome } = &answer {
            // The browser may ask the person; nothing waits for that. *More* tells the result.
            drop(lasting::ask());
            self.journal().begin(welcome).await?;
            // Entries from another phone should be here before anything is asked.
            let _ = self.sync().await;
            self.device.phone.net.set(Net::Idle);
            self.opened().await;
        }
        Ok(answer)
    }
}

impl Setup for Rest {
    fn enrol(&self, code: String) -> Working<EnrolmentAnswer> {
        let rest = self.clone();
        Box::pin(async move {
            rest.has_left().await?;
            // A known phone keeps its id unless it was revoked; a new one keeps its id until it is enrolled.
            let revoked = rest.device.phone.net.get_untracked() == Net::Revoked;
            let (known, holds) = rest.journal().meta().await?.map(|m| (m.device, m.participant)).unzip();
            let known = known.filter(|_| !revoked);
            let id =
                known.unwrap_or_else(|| prefs::device(|| DeviceId::from_bytes(rest.journal().vault.cipher.random16())));
            let answer = Api.enrol(code, id, holds).await?;
            rest.came_in(answer).await
        })
    }

    fn check_enrolment(&self, ticket: String) -> Working<EnrolmentAnswer> {
        let rest = self.clone();
        Box::pin(async move {
            let answer = Api.check_enrolment(&ticket).await?;
            let given_up = prefs::pending().is_none_or(|(_, pending)| pending != ticket);
            if given_up && !matches!(answer, EnrolmentAnswer::In { .. }) {
                return Ok(answer);
            }
            rest.came_in(answer).await
        })
    }

    fn pending_enrolment(&self) -> Option<(String, String)> {
        prefs::pending()
    }

    fn forget_pending(&self) {
        prefs::set_pending(None);
    }

    fn was_here(&self) -> bool {
        prefs::was_here()
    }

    fn lasts(&self, ask: bool) -> Working<bool> {
        Box::pin(lasting::lasts(ask))
    }

    fn go_on_to(&self, path: Option<String>) {
        prefs::set_going_on(path);
    }

    fn goes_on_to(&self) -> Option<String> {
        prefs::going_on()
    }

    fn revoke(&self, phone: DeviceId) -> Working<()> {
        self.telling(phone, "revoke")
    }

    fn vouch(&self, phone: DeviceId) -> Working<()> {
        self.telling(phone, "vouch")
    }

    fn make_code(&self) -> Working<String> {
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.make_code(now_ms()).await.map(|code| code.to_string()) }))
    }

    fn use_code(&self, code: String) -> Working<usize> {
        let Ok(code) = RecoveryCode::parse(&code) else { return Box::pin(async { Err(Trouble::Code) }) };
        let d = self.device.clone();
        self.device.writing(Box::pin(async move { d.journal.use_code(&code, now_ms()).await }))
    }

    fn leave(&self) -> Working<()> {
        let rest = self.clone();
        Box::pin(async move {
            rest.leave_phone().await;
            Ok(())
        })
    }

    fn install(&self) {
        home_screen::install();
    }
}
