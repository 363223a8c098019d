//! Staff add a participant, create codes for phones, and confirm a phone after comparing the number.

use domain::base::id::{DeviceId, ParticipantId};
use domain::base::problem::ProblemKind;
use domain::base::text::Label;
use domain::ledger::Act;
use domain::people::enrolment::{CODE_LIFE, CONFIRM_LIFE, EnrolmentCode};

use super::door::{enter, fact, lock_reader, reads_entries};
use super::form;
use super::sql::base::{Tx, head, ms};
use super::sql::leaving::{self, ShutOutBy};
use super::sql::people::{care_team, create, device, sign_in};
use super::sql::schedule::program;
use crate::store::StoreResult;
use crate::store::types::care::{PersonPhones, PhoneAnswer};
use crate::store::types::people::{NewCode, SignedInStaff};

pub async fn bring_in(tx: &mut Tx<'_>, who: SignedInStaff, name: Label) -> StoreResult<ParticipantId> {
    lock_reader(tx, who).await?;
    form::take(tx, who).await?;
    // Prevents that the account is disabled while a new person is assigned to it.
    program::lock_program(tx, who.program).await?;
    sign_in::still_staff(tx, who).await?;
    let participant = create::create_participant(tx, who.program, name).await?;
    care_team::assign(tx, participant, who.staff).await?;
    Ok(participant)
}

pub async fn make_code(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId) -> StoreResult<NewCode> {
    let mut locked = enter(tx, who, participant).await?;
    form::take(tx, who).await?;
    let made = fact(tx, who, Act::CodeMade, [0; 16]);
    head::record(tx, &mut locked, made).await?;
    head::save(tx, &locked).await?;
    write_code(tx, participant, Some(who), true).await
}

pub async fn make_demo_code(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<NewCode> {
    head::lock(tx, participant).await?;
    write_code(tx, participant, None, false).await
}

/// Replaces unused codes with a new one: only the newest works.
async fn write_code(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    by: Option<SignedInStaff>,
    confirm: bool,
) -> StoreResult<NewCode> {
    sqlx::query("DELETE FROM enrolment WHERE participant_id = $1 AND used_at IS NULL")
        .bind(participant.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    // A second post of the same form shows the same code.
    let random = by.and_then(|who| who.form).map(|form| tx.keys.form_code(form.id));
    let code = EnrolmentCode::from_random(random.unwrap_or_else(|| u64::from_be_bytes(tx.env.random())));
    let expires_at = tx.now + CODE_LIFE;
    sqlx::query(
        "INSERT INTO enrolment (participant_id, enrolment_id, code_mac, made_by, made_at, expires_at,
         needs_confirmation)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(participant.bytes().to_vec())
    .bind(tx.env.random::<16>().to_vec())
    .bind(tx.keys.code_mac(code).to_vec())
    .bind(by.map(|who| who.staff.bytes().to_vec()))
    .bind(ms(tx.now))
    .bind(ms(expires_at))
    .bind(i64::from(confirm))
    .execute(&mut *tx.conn)
    .await?;
    Ok(NewCode { code, expires_at })
}

pub async fn code_is_open(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<bool> {
    let row = sqlx::query(
        "SELECT 1 AS found FROM enrolment WHERE participant_id = $1 AND used_at IS NULL AND expires_at > $2 LIMIT 1",
    )
    .bind(participant.bytes().to_vec())
    .bind(ms(tx.now))
    .fetch_optional(&mut *tx.conn)
    .await?;
    Ok(row.is_some())
}

pub async fn answer_phone(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    participant: ParticipantId,
    device: DeviceId,
    answer: PhoneAnswer,
) -> StoreResult<()> {
    let mut locked = enter(tx, who, participant).await?;
    form::take(tx, who).await?;
    let decided = sqlx::query(
        "UPDATE enrolment SET decided = $3, decided_at = $4
         WHERE participant_id = $1 AND device_id = $2 AND decided IS NULL AND needs_confirmation = 1 AND used_at > $5",
    )
    .bind(participant.bytes().to_vec())
    .bind(device.bytes().to_vec())
    .bind(answer.word())
    .bind(ms(tx.now))
    .bind(ms(tx.now - CONFIRM_LIFE))
    .execute(&mut *tx.conn)
    .await?
    .rows_affected();
    if decided == 0 {
        return Err(ProblemKind::NotFound.into());
    }
    if answer == PhoneAnswer::Confirm {
        let confirmed = fact(tx, who, Act::PhoneConfirmed, *device.bytes());
        head::record(tx, &mut locked, confirmed).await?;
        head::save(tx, &locked).await?;
    }
    Ok(())
}

/// The phones of a participant the reader may see.
pub async fn phones(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId) -> StoreResult<PersonPhones> {
    Ok(PersonPhones { zone: program::zone_of(tx, who.program).await?, phones: device::devices(tx, participant).await? })
}

pub async fn phones_of(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId) -> StoreResult<PersonPhones> {
    enter(tx, who, participant).await?;
    phones(tx, who, participant).await
}

pub async fn shut_out_phone(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    participant: ParticipantId,
    device: DeviceId,
) -> StoreResult<()> {
    enter(tx, who, participant).await?;
    form::take(tx, who).await?;
    if !reads_entries(tx, who).await? {
        return Err(ProblemKind::Forbidden.into());
    }
    leaving::revoke(tx, participant, device, ShutOutBy::Staff(who.staff)).await
}
