//! Enrolling a phone, the phone's side: a code is entered once, confirmed by staff if required, and only then does the
//! device exist. Creating codes and confirming is the staff's side, in `care/phone.rs`.

use chrono::{DateTime, Utc};
use domain::base::id::{DeviceId, ParticipantId};
use domain::base::text::Label;
use domain::people::MembershipEvent;
use domain::people::enrolment::{CONFIRM_LIFE, CompareNumber, EnrolmentCode, Welcome};
use sqlx::Row as _;

use super::sql::base::{DbRow, Tx, flag, head, id, maybe_id, ms, sealed, time};
use super::{device, membership, sign_in};
use crate::seal;
use crate::store::types::head::Head;
use crate::store::types::people::{Entered, Looked, SignedInPhone};
use crate::store::{StoreError, StoreResult};

/// The number that both sides compare is stored as it is shown.
const SMALLEST_NUMBER: i64 = 10;
const COLUMNS_OF_CODE: &str =
    "SELECT participant_id, enrolment_id, expires_at, needs_confirmation, used_at, device_id, number, decided,
     decided_at
     FROM enrolment WHERE code_mac = $1";
const COLUMNS_OF_TICKET: &str =
    "SELECT participant_id, enrolment_id, expires_at, needs_confirmation, used_at, device_id, number, decided,
     decided_at
     FROM enrolment WHERE ticket_hash = $1";

/// A row of `enrolment` whose code was entered or is still valid.
struct Enrolment {
    id: [u8; 16],
    device: Option<DeviceId>,
    needs_confirmation: bool,
    number: CompareNumber,
    decided: Option<String>,
    /// The deadline of the next step.
    until: DateTime<Utc>,
}

impl Enrolment {
    fn read(row: &DbRow) -> StoreResult<Self> {
        let since = match row.try_get::<Option<i64>, _>("decided_at")? {
            Some(_) => Some(time(row, "decided_at")?),
            None if row.try_get::<Option<i64>, _>("used_at")?.is_some() => Some(time(row, "used_at")?),
            None => None,
        };
        let until = since.map_or_else(|| time(row, "expires_at"), |since| Ok(since + CONFIRM_LIFE))?;
        let number =
            row.try_get::<Option<i64>, _>("number")?.and_then(|n| u32::try_from(n - SMALLEST_NUMBER).ok()).unwrap_or(0);
        Ok(Self {
            id: id(row, "enrolment_id")?,
            device: maybe_id(row, "device_id")?,
            needs_confirmation: flag(row, "needs_confirmation")?,
            number: CompareNumber::from_random(number),
            decided: row.try_get("decided")?,
            until,
        })
    }

    fn stands(&self, now: DateTime<Utc>) -> Stands {
        match (self.decided.as_deref(), self.device) {
            _ if now >= self.until => Stands::Refused,
            (None, Some(_)) => Stands::Waiting,
            (Some("confirmed" | "in"), Some(device)) => Stands::ComesIn(device),
            _ => Stands::Refused,
        }
    }
}

/// The state of a phone whose code was accepted.
enum Stands {
    Waiting,
    ComesIn(DeviceId),
    Refused,
}

pub async fn may_enter(tx: &mut Tx<'_>, code: EnrolmentCode, device: DeviceId) -> StoreResult<bool> {
    let row = sqlx::query("SELECT device_id FROM enrolment WHERE code_mac = $1 AND expires_at > $2")
        .bind(tx.keys.code_mac(code).to_vec())
        .bind(ms(tx.now))
        .fetch_optional(&mut *tx.conn)
        .await?;
    let Some(row) = row else { return Ok(false) };
    Ok(maybe_id(&row, "device_id")?.is_none_or(|who: DeviceId| who == device))
}

pub async fn enter_code(
    tx: &mut Tx<'_>,
    code: EnrolmentCode,
    device: DeviceId,
    holds: Option<ParticipantId>,
) -> StoreResult<Entered> {
    let mac = tx.keys.code_mac(code).to_vec();
    let Some(row) = sqlx::query(COLUMNS_OF_CODE).bind(mac.clone()).fetch_optional(&mut *tx.conn).await? else {
        return Ok(Entered::No);
    };
    let participant: ParticipantId = id(&row, "participant_id")?;
    let mut locked = head::lock(tx, participant).await?;
    // Check again, now under the lock.
    let row = sqlx::query(COLUMNS_OF_CODE).bind(mac).fetch_one(&mut *tx.conn).await?;
    let enrolment = Enrolment::read(&row)?;
    let typed_again = enrolment.device == Some(device);
    if tx.now >= time(&row, "expires_at")? || (enrolment.device.is_some() && !typed_again) {
        return Ok(Entered::No);
    }
    if membership::membership(tx, participant).await?.after(MembershipEvent::PhoneCameIn).is_none() {
        return Ok(Entered::No);
    }
    if holds.is_some_and(|whose| whose != participant) {
        return Ok(Entered::SomebodyElse);
    }
    if !typed_again {
        use_code(tx, &locked, &enrolment, device).await?;
    }
    if !enrolment.needs_confirmation {
        return come_in(tx, &mut locked, &enrolment, device).await;
    }
    // The first response may have been lost: the same phone gets a new ticket.
    let ticket = seal::new_token(tx.env);
    sqlx::query("UPDATE enrolment SET ticket_hash = $3 WHERE participant_id = $1 AND enrolment_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(enrolment.id.to_vec())
        .bind(seal::token_hash(&ticket).to_vec())
        .execute(&mut *tx.conn)
        .await?;
    let row = sqlx::query(COLUMNS_OF_TICKET).bind(seal::token_hash(&ticket).to_vec()).fetch_one(&mut *tx.conn).await?;
    standing(tx, &mut locked, &Enrolment::read(&row)?, ticket).await
}

async fn use_code(tx: &mut Tx<'_>, locked: &Head, enrolment: &Enrolment, device: DeviceId) -> StoreResult<()> {
    let number = SMALLEST_NUMBER + i64::from(u32::from_be_bytes(tx.env.random()) % 90);
    sqlx::query(
        "UPDATE enrolment SET used_at = $3, device_id = $4, number = $5 WHERE participant_id = $1
                 AND enrolment_id = $2",
    )
    .bind(locked.participant.bytes().to_vec())
    .bind(enrolment.id.to_vec())
    .bind(ms(tx.now))
    .bind(device.bytes().to_vec())
    .bind(number)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

pub async fn look_at_ticket(tx: &mut Tx<'_>, ticket: String) -> StoreResult<Looked> {
    let hash = seal::token_hash(&ticket).to_vec();
    let found = sqlx::query(COLUMNS_OF_TICKET).bind(hash).fetch_optional(&mut *tx.conn).await?;
    let Some(row) = found else { return Ok(Looked::Unknown) };
    let enrolment = Enrolment::read(&row)?;
    Ok(match enrolment.stands(tx.now) {
        Stands::Waiting => Looked::Waiting { number: enrolment.number, ticket },
        Stands::ComesIn(_) => Looked::ComesIn { ticket },
        Stands::Refused => Looked::Refused,
    })
}

pub async fn check_ticket(tx: &mut Tx<'_>, ticket: String) -> StoreResult<Entered> {
    let hash = seal::token_hash(&ticket).to_vec();
    let found = sqlx::query(COLUMNS_OF_TICKET).bind(hash.clone()).fetch_optional(&mut *tx.conn).await?;
    let Some(row) = found else { return Ok(Entered::Refused) };
    let mut locked = head::lock(tx, id(&row, "participant_id")?).await?;
    let row = sqlx::query(COLUMNS_OF_TICKET).bind(hash).fetch_optional(&mut *tx.conn).await?;
    let Some(row) = row else { return Ok(Entered::Refused) };
    standing(tx, &mut locked, &Enrolment::read(&row)?, ticket).await
}

async fn standing(tx: &mut Tx<'_>, locked: &mut Head, enrolment: &Enrolment, ticket: String) -> StoreResult<Entered> {
    match enrolment.stands(tx.now) {
        Stands::Waiting => Ok(Entered::Waiting { number: enrolment.number, ticket }),
        Stands::ComesIn(device) => come_in(tx, locked, enrolment, device).await,
        Stands::Refused => Ok(Entered::Refused),
    }
}

/// Refuses every code that a phone entered without being enrolled yet.
pub async fn refuse(tx: &mut Tx<'_>, participant: ParticipantId, device: DeviceId) -> StoreResult<()> {
    sqlx::query(
        "UPDATE enrolment SET decided = 'refused', decided_at = $3
         WHERE participant_id = $1 AND device_id = $2 AND (decided IS NULL OR decided = 'confirmed')",
    )
    .bind(participant.bytes().to_vec())
    .bind(device.bytes().to_vec())
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// The phone becomes a device. Enrolling again (a response was lost) only signs it in again.
async fn come_in(tx: &mut Tx<'_>, locked: &mut Head, enrolment: &Enrolment, device: DeviceId) -> StoreResult<Entered> {
    let participant = locked.participant;
    let Some(after) = membership::membership(tx, participant).await?.after(MembershipEvent::PhoneCameIn) else {
        return Ok(Entered::Refused);
    };
    device::admit(tx, locked, device).await?;
    membership::set_membership(tx, participant, after).await?;
    sqlx::query("UPDATE enrolment SET decided = 'in' WHERE participant_id = $1 AND enrolment_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(enrolment.id.to_vec())
        .execute(&mut *tx.conn)
        .await?;
    head::save(tx, locked).await?;
    let token = sign_in::sign_in_phone(tx, participant, device).await?;
    Ok(Entered::In { welcome: greet(tx, participant, device).await?, token })
}

async fn greet(tx: &mut Tx<'_>, participant: ParticipantId, device: DeviceId) -> StoreResult<Welcome> {
    let program = membership::program_of(tx, participant).await?;
    let name = sealed::program_name(tx, program).await?;
    let program = Label::stored("program", &name).map_err(|_| StoreError::Corrupt("program"))?;
    Ok(Welcome { participant, device, program, vouched: device::is_vouched(tx, participant, device).await? })
}

pub async fn welcome(tx: &mut Tx<'_>, phone: SignedInPhone) -> StoreResult<Welcome> {
    greet(tx, phone.participant, phone.device).await
}
