//! `evenkeel staff …`: the operator's commands for staff accounts: list, disable, enable, renew, hand over. The server
//! may keep running; changes apply from its next request.

use std::io::Write as _;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use domain::base::id::StaffId;
use domain::base::problem::ProblemKind;
use domain::people::access::Act;

use crate::env::Env;
use crate::keys::gone::Gone;
use crate::operate::invite::INVITATION_LIFE;
use crate::settings::Settings;
use crate::state::{Server, Shared};
use crate::store::types::staff::{Account, AccountState};
use crate::store::{StoreError, StoreResult};

#[derive(Clone, Debug, Args)]
pub struct Staff {
    #[command(subcommand)]
    pub what: What,
}

#[derive(Clone, Debug, Subcommand)]
pub enum What {
    /// Print every account: id, name, role, whether it gets in, and how many people have only this carer
    List(Settings),
    /// End an account at once: sign-ins, invitations and passkeys
    Disable(Disable),
    /// Let a disabled account in again, with a new invitation
    Enable(One),
    /// End every sign-in of an account
    SignOut(One),
    /// After a lost passkey: end passkeys and sign-ins, and print a new one-time link for the same account
    InviteAgain(One),
    /// Put a colleague on every care team that an account is on, in its place
    HandOver(HandOver),
}

#[derive(Clone, Debug, Args)]
pub struct One {
    /// The account, as `evenkeel staff list` prints it
    #[arg(value_parser = staff_id)]
    pub id: StaffId,
    #[command(flatten)]
    pub settings: Settings,
}

#[derive(Clone, Debug, Args)]
pub struct Disable {
    /// The account, as `evenkeel staff list` prints it
    #[arg(value_parser = staff_id)]
    pub id: StaffId,
    /// The account that takes over all of its people first
    #[arg(long, value_name = "ID", value_parser = staff_id)]
    pub hand_over_to: Option<StaffId>,
    #[command(flatten)]
    pub settings: Settings,
}

#[derive(Clone, Debug, Args)]
pub struct HandOver {
    /// The account that gives up its people
    #[arg(value_parser = staff_id)]
    pub from: StaffId,
    /// The account that takes them over
    #[arg(value_parser = staff_id)]
    pub to: StaffId,
    #[command(flatten)]
    pub settings: Settings,
}

fn staff_id(text: &str) -> Result<StaffId, &'static str> {
    text.parse().map_err(|_| "an id has 32 hexadecimal digits; evenkeel staff list prints them")
}

/// Runs the command and reports on standard output what was done.
///
/// # Errors
/// Tells the operator in plain words why nothing was done.
pub async fn run(staff: Staff) -> anyhow::Result<()> {
    let said = match staff.what {
        What::List(settings) => list(&open(settings).await?).await?,
        What::Disable(wanted) => disable(&open(wanted.settings).await?, wanted.id, wanted.hand_over_to).await?,
        What::Enable(wanted) => enable(&open(wanted.settings).await?, wanted.id).await?,
        What::SignOut(wanted) => sign_out(&open(wanted.settings).await?, wanted.id).await?,
        What::InviteAgain(wanted) => invite_again(&open(wanted.settings).await?, wanted.id).await?,
        What::HandOver(wanted) => hand_over(&open(wanted.settings).await?, wanted.from, wanted.to).await?,
    };
    writeln!(std::io::stdout(), "{said}").context("cannot print what was done")
}

async fn open(settings: Settings) -> anyhow::Result<Shared> {
    Ok(Server::open(settings, Env::real()).await?)
}

async fn list(shared: &Shared) -> anyhow::Result<String> {
    let mut lines: Vec<String> = shared.store.staff_accounts().await?.iter().map(line).collect();
    if lines.is_empty() {
        lines.push("Nobody has an account yet: evenkeel invite makes one.".to_owned());
    }
    let alone = shared.store.without_carer().await?;
    if alone > 0 {
        lines.push(format!("{} nobody on their care team who may sign in and read.", people(alone, "has", "have")));
    }
    Ok(lines.join("\n"))
}

fn line(account: &Account) -> String {
    let state = match account.state {
        AccountState::Invited => "invited",
        AccountState::Ready => "can sign in",
        AccountState::Disabled => "disabled",
    };
    let only = match (account.only, account.state) {
        (0, _) => String::new(),
        (n, AccountState::Disabled) => format!("  left {} with nobody: hand them over", people(n, "", "").trim_end()),
        (n, _) => format!("  {} only this carer", people(n, "has", "have")),
    };
    format!("{}  {:<24}  {:<12}  {:<11}{only}", account.staff, account.name, account.role.word(), state)
        .trim_end()
        .to_owned()
}

fn people(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 person {one}") } else { format!("{count} people {many}") }
}

/// Finds the account with an id.
async fn find(shared: &Shared, id: StaffId) -> anyhow::Result<Account> {
    let all = shared.store.staff_accounts().await?;
    all.into_iter().find(|account| account.staff == id).with_context(|| {
        format!("nothing was done: there is no account {id}. evenkeel staff list prints every account")
    })
}

/// Finds the account that takes people over.
async fn find_heir(shared: &Shared, from: &Account, id: StaffId) -> anyhow::Result<Account> {
    let to = find(shared, id).await?;
    let name = &to.name;
    if to.staff == from.staff {
        bail!("nothing was done: people cannot be handed over to the account that they are taken from");
    }
    if to.program != from.program {
        bail!("nothing was done: {name} belongs to another program");
    }
    if to.state == AccountState::Disabled {
        bail!("nothing was done: {name} is disabled");
    }
    if !to.role.can(Act::Carry) {
        bail!("nothing was done: {name} is {}, and reads nobody", to.role.word());
    }
    Ok(to)
}

async fn disable(shared: &Shared, id: StaffId, to: Option<StaffId>) -> anyhow::Result<String> {
    let account = find(shared, id).await?;
    let mut moved = 0;
    let mut done = String::new();
    if let Some(to) = to {
        let heir = find_heir(shared, &account, to).await?;
        moved += hand_over_all(shared, id, to).await?;
        done = format!(" {} now in the care of {}.", people(moved, "is", "are"), heir.name);
    }
    match shared.store.note_gone(Gone::Staff(id), shared.store.disable_staff(id, to)).await {
        Err(error) if is(&error, ProblemKind::Forbidden) => {
            let only = find(shared, id).await?.only;
            bail!(
                "nothing was done: {} nobody else who may read. Hand them over: evenkeel staff disable {id} --hand-over-to ID",
                people(only, "has", "have")
            )
        }
        Err(error) if is(&error, ProblemKind::TooMany) => {
            bail!(
                "{} handed over, and as many were added meanwhile. {} is not disabled yet: do it again",
                people(moved, "was", "were"),
                account.name
            )
        }
        other => other?,
    }
    Ok(format!("{} is disabled: signed out, and no passkey or invitation works any more.{done}", account.name))
}

async fn enable(shared: &Shared, id: StaffId) -> anyhow::Result<String> {
    let account = find(shared, id).await?;
    match shared.store.enable_staff(id, INVITATION_LIFE).await {
        Err(error) if is(&error, ProblemKind::Forbidden) => {
            // An earlier run may have stopped before the next line.
            shared.store.note_back(Gone::Staff(id))?;
            bail!(
                "nothing was done: {} is not disabled. For a new link: evenkeel staff invite-again {id}",
                account.name
            )
        }
        made => {
            let token = made?;
            shared.store.note_back(Gone::Staff(id))?;
            Ok(format!("{} is enabled.\n{}", account.name, link(shared, &token)))
        }
    }
}

async fn sign_out(shared: &Shared, id: StaffId) -> anyhow::Result<String> {
    let account = find(shared, id).await?;
    let ended = shared.store.sign_out_staff(id).await?;
    Ok(format!("{} is signed out everywhere ({ended}).", account.name))
}

async fn invite_again(shared: &Shared, id: StaffId) -> anyhow::Result<String> {
    let account = find(shared, id).await?;
    match shared.store.invite_again(id, INVITATION_LIFE).await {
        Err(error) if is(&error, ProblemKind::Forbidden) => {
            bail!("nothing was done: {} is disabled. To let them in again: evenkeel staff enable {id}", account.name)
        }
        made => Ok(format!(
            "{} is signed out, and passkeys of before do not work any more.\n{}",
            account.name,
            link(shared, &made?)
        )),
    }
}

async fn hand_over(shared: &Shared, from: StaffId, to: StaffId) -> anyhow::Result<String> {
    let account = find(shared, from).await?;
    let heir = find_heir(shared, &account, to).await?;
    let moved = hand_over_all(shared, from, to).await?;
    Ok(format!(
        "{} now in the care of {}, and {} no longer on their care teams.",
        people(moved, "is", "are"),
        heir.name,
        account.name
    ))
}

async fn hand_over_all(shared: &Shared, from: StaffId, to: StaffId) -> StoreResult<usize> {
    let mut moved = 0;
    loop {
        match shared.store.hand_over(from, to).await? {
            0 => return Ok(moved),
            more => moved += more,
        }
    }
}

fn link(shared: &Shared, token: &str) -> String {
    format!(
        "Open this once, within 24 hours, on the device that will hold the passkey:\n{}/care/join/{token}",
        shared.origin
    )
}

fn is(error: &StoreError, kind: ProblemKind) -> bool {
    matches!(error, StoreError::Problem(problem) if problem.kind == kind)
}
