//! Signing out, revoking and discharging, with everything that ends with them: subscriptions, waiting codes, future
//! sessions.

use domain::base::id::{DeviceId, ParticipantId, StaffId};
use domain::base::problem::ProblemKind;
use domain::ledger::{Act, ActorKind, Fact};
use domain::people::MembershipEvent;

use super::base::{Tx, head, id, ms};
use super::people::device::{announce, is_vouched, rows};
use super::people::membership::{membership, set_membership};
use super::people::{enrolment, sign_in};
use super::reminders::subscription;
use super::schedule::catch_up;
use super::sharing::unopened;
use crate::store::StoreResult;
use crate::store::types::people::SignedInPhone;

pub async fn end_sign_in(tx: &mut Tx<'_>, token_hash: [u8; 32]) -> StoreResult<()> {
    // Lock first, so that the ending sign-in cannot subscribe to notifications meanwhile.
    let row = sqlx::query(
        "SELECT participant_id, device_id FROM sign_in WHERE token_hash = $1 AND participant_id IS NOT NULL",
    )
    .bind(token_hash.to_vec())
    .fetch_optional(&mut *tx.conn)
    .await?;
    if let Some(row) = row {
        let participant = id(&row, "participant_id")?;
        head::lock(tx, participant).await?;
        subscription::forget(tx, participant, id(&row, "device_id")?).await?;
    }
    sqlx::query("DELETE FROM sign_in WHERE token_hash = $1").bind(token_hash.to_vec()).execute(&mut *tx.conn).await?;
    Ok(())
}

pub async fn discharge(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<()> {
    let mut locked = head::lock(tx, participant).await?;
    let after = membership(tx, participant).await?.after(MembershipEvent::Discharged).ok_or(ProblemKind::Forbidden)?;
    subscription::forget_all(tx, participant).await?;
    set_membership(tx, participant, after).await?;
    unopened::discharged(tx, participant).await?;
    // Takes them off future sessions, and cancels the reminders.
    catch_up::catch_up(tx, &mut locked).await?;
    head::save(tx, &locked).await
}

/// The actor who revokes a phone.
#[derive(Clone, Copy)]
pub enum ShutOutBy {
    /// A phone of the participant, possibly the same one.
    Phone(DeviceId),
    /// Someone on the care team.
    Staff(StaffId),
    /// The server, after a restore.
    Server,
}

impl ShutOutBy {
    const fn actor(self) -> (ActorKind, [u8; 16]) {
        match self {
            Self::Phone(device) => (ActorKind::Device, *device.bytes()),
            Self::Staff(staff) => (ActorKind::Staff, *staff.bytes()),
            Self::Server => (ActorKind::Server, [0; 16]),
        }
    }
}

/// Revokes a phone, its subscription and any code it entered and waits with. Idempotent.
///
/// # Errors
/// `not_found` if there is no such phone, or it is not enrolled yet.
pub async fn revoke(tx: &mut Tx<'_>, participant: ParticipantId, device: DeviceId, by: ShutOutBy) -> StoreResult<()> {
    let mut locked = head::lock(tx, participant).await?;
    let phones = rows(tx, participant).await?;
    let known = phones.iter().find(|p| p.device == device).ok_or(ProblemKind::NotFound)?;
    if known.revoked {
        return Ok(());
    }
    sqlx::query("UPDATE device SET revoked_at = $3 WHERE participant_id = $1 AND device_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(device.bytes().to_vec())
        .bind(ms(tx.now))
        .execute(&mut *tx.conn)
        .await?;
    subscription::forget(tx, participant, device).await?;
    enrolment::refuse(tx, participant, device).await?;
    announce(tx, &mut locked, device).await?;
    let (actor, actor_id) = by.actor();
    let fact = Fact { at: tx.now, actor, actor_id, act: Act::PhoneRevoked, object: *device.bytes() };
    head::record(tx, &mut locked, fact).await?;
    head::save(tx, &locked).await
}

pub async fn revoke_device(tx: &mut Tx<'_>, by: SignedInPhone, device: DeviceId) -> StoreResult<()> {
    head::lock(tx, by.participant).await?;
    sign_in::still_phone(tx, by).await?;
    // A phone that nobody vouched for may leave, but not revoke others.
    if device != by.device && !is_vouched(tx, by.participant, by.device).await? {
        return Err(ProblemKind::Forbidden.into());
    }
    revoke(tx, by.participant, device, ShutOutBy::Phone(by.device)).await
}
