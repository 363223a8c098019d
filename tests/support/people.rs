//! A small clinic, and enrolled phones.

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, Utc};
use domain::base::id::{DeviceId, ParticipantId, ProgramId, StaffId};
use domain::base::text::Label;
use domain::people::Role;
use server::seal::token_hash;
use server::state::Shared;
use server::store::types::care::WantedEntries;
use server::store::types::people::{Entered, SignedIn, SignedInPhone, SignedInStaff};

use crate::TestApp;

/// A person's page: the newest entries, and whatever may be charted.
pub const NEWEST: WantedEntries = WantedEntries { before: None, charts_since: DateTime::<Utc>::UNIX_EPOCH };

/// A program with a counselor and a participant who is assigned to them.
#[derive(Clone, Copy, Debug)]
pub struct Clinic {
    pub program: ProgramId,
    pub counselor: StaffId,
    pub participant: ParticipantId,
}

/// An enrolled phone, with its cookie.
#[derive(Clone, Debug)]
pub struct EnrolledPhone {
    pub who: SignedInPhone,
    pub token: String,
    pub vouched: bool,
}

impl TestApp {
    pub async fn clinic(&self) -> Result<Clinic> {
        let program = self.store().create_program(Label::new("program", "Harbour House")?).await?;
        let counselor = self.staff(program, Role::Counselor, "Ana Counselor").await?;
        let participant = self.participant(program, "Sam Participant").await?;
        self.store().assign(participant, counselor).await?;
        Ok(Clinic { program, counselor, participant })
    }

    pub async fn staff(&self, program: ProgramId, role: Role, name: &str) -> Result<StaffId> {
        Ok(self.store().create_staff(program, role, Label::new("name", name)?).await?)
    }

    pub async fn participant(&self, program: ProgramId, name: &str) -> Result<ParticipantId> {
        Ok(self.store().create_participant(program, Label::new("name", name)?).await?)
    }

    /// Enrolls a phone without confirmation.
    pub async fn enrol(&self, participant: ParticipantId) -> Result<EnrolledPhone> {
        enrol(&self.shared, participant).await
    }

    /// The phone of a token.
    ///
    /// # Errors
    /// Fails if the token signs nobody in.
    pub async fn phone(&self, token: &str) -> Result<SignedInPhone> {
        phone(&self.shared, token).await
    }

    /// Signs a staff member in; returns the account and the token for the cookie.
    ///
    /// # Errors
    /// Fails if the account is disabled.
    pub async fn sign_in(&self, staff: StaffId) -> Result<(SignedInStaff, String)> {
        let token = self.store().sign_in_staff(staff).await?;
        match self.store().find_sign_in(token_hash(&token)).await?.context("no such sign-in")?.who {
            SignedIn::Staff(who) => Ok((who, token)),
            other => bail!("not staff: {other:?}"),
        }
    }
}

/// Enrolls a phone without confirmation.
pub async fn enrol(shared: &Shared, participant: ParticipantId) -> Result<EnrolledPhone> {
    enrol_as(shared, participant, DeviceId::from_bytes(shared.env.random())).await
}

/// As [`enrol`], a phone that has its id already.
pub async fn enrol_as(shared: &Shared, participant: ParticipantId, device: DeviceId) -> Result<EnrolledPhone> {
    let code = shared.store.make_demo_code(participant).await?.code;
    match shared.store.enter_code(code, device, None).await? {
        Entered::In { welcome, token } => {
            Ok(EnrolledPhone { who: phone(shared, &token).await?, token, vouched: welcome.vouched })
        }
        other => bail!("the phone did not get in: {other:?}"),
    }
}

async fn phone(shared: &Shared, token: &str) -> Result<SignedInPhone> {
    match shared.store.find_sign_in(token_hash(token)).await?.context("no such sign-in")?.who {
        SignedIn::Phone(phone) => Ok(phone),
        other => bail!("not a phone: {other:?}"),
    }
}
