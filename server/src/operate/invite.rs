//! `evenkeel invite`: creates staff accounts on the server's own machine.

use std::io::Write as _;

use anyhow::Context as _;
use chrono::TimeDelta;
use clap::Args;
use domain::base::text::Label;
use domain::people::Role;

use crate::env::Env;
use crate::settings::Settings;
use crate::state::{Server, Shared};
use crate::store::types::care::LinkPurpose;
use crate::zones;

/// Validity of an invitation.
pub const INVITATION_LIFE: TimeDelta = TimeDelta::hours(24);

#[derive(Clone, Debug, Args)]
pub struct Invite {
    #[command(flatten)]
    pub settings: Settings,
    /// The name that participants and the care team see
    #[arg(long)]
    pub name: String,
    /// counselor, medical, case_manager, supervisor or admin
    #[arg(long, value_parser = role)]
    pub role: Role,
    /// The name of the program, when there is none yet
    #[arg(long, default_value = "Our program")]
    pub program: String,
    /// The program's time zone, such as America/New_York: set or changed. Without it a new program keeps UTC
    #[arg(long)]
    pub zone: Option<String>,
}

fn role(word: &str) -> Result<Role, String> {
    Role::from_word(word).ok_or_else(|| format!("allowed is {}", Role::ALL.map(Role::word).join(", ")))
}

/// Makes the account and prints the one-time link.
///
/// # Errors
/// Tells the operator in plain words what to fix.
pub async fn invite(invite: Invite) -> anyhow::Result<()> {
    let (name, program) = (Label::new("--name", &invite.name)?, Label::new("--program", &invite.program)?);
    let zone = invite.zone.as_deref().map(|zone| zones::parse("--zone", zone)).transpose()?;
    anyhow::ensure!(
        !invite.settings.demo,
        "nobody is invited among the invented people of the demo; choose another --data, without --demo"
    );
    let shared = Server::open(invite.settings, Env::real()).await?;
    if let Some(zone) = zone {
        let program = match shared.store.first_program().await? {
            Some(known) => known,
            None => shared.store.create_program(program.clone()).await?,
        };
        shared.store.keep_zone(program, zone).await?;
    }
    let link = link(&shared, name, invite.role, program).await?;
    shared.store.end_cleanly().await?;
    let mut out = std::io::stdout();
    writeln!(out, "Open this once, within 24 hours, on the device that will hold the passkey:\n{link}")
        .context("cannot print the link")
}

/// The account and its link.
pub async fn link(shared: &Shared, name: Label, role: Role, program: Label) -> anyhow::Result<String> {
    let program = match shared.store.first_program().await? {
        Some(program) => program,
        None => shared.store.create_program(program).await?,
    };
    let staff = shared.store.create_staff(program, role, name).await?;
    let token = shared.store.make_link(staff, LinkPurpose::Join, INVITATION_LIFE).await?;
    Ok(format!("{}/care/join/{token}", shared.origin))
}
