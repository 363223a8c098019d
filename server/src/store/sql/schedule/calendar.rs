//! A participant's sessions outside the app: the plain page and calendars.

use domain::base::id::ParticipantId;
use domain::sync::Topic;
use sqlx::Row as _;

use super::attendance;
use super::session::sessions;
use super::sql::base::{Tx, id, ms, sealed, time};
use super::sql::people::sign_in;
use crate::seal;
use crate::store::StoreResult;
use crate::store::types::people::SignedInPhone;
use crate::store::types::schedule::{Known, OwnTimes};

pub async fn own_times(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<OwnTimes> {
    let key = attendance::program_key(tx, participant).await?;
    let rows = sqlx::query(sessions!(
        ", a.version, a.withdrawn, a.coming, a.attendance, a.make_up, a.instead, f.feed_no",
        "JOIN attendee a ON a.session_id = s.session_id
         JOIN feed f ON f.participant_id = a.participant_id AND f.id = a.session_id AND f.topic = $2
         WHERE a.participant_id = $1 ORDER BY s.starts_at, s.session_id"
    ))
    .bind(participant.bytes().to_vec())
    .bind(i64::from(Topic::Session.number()))
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut names = sealed::Names::default();
    let mut sessions = Vec::with_capacity(rows.len());
    for row in &rows {
        let change = attendance::change(tx, &mut names, row, &key).await?;
        sessions.push(Known { change, number: row.try_get("feed_no")?, changed_at: time(row, "changed_at")? });
    }
    Ok(OwnTimes { term: attendance::term(tx, participant).await?, sessions })
}

pub async fn make_calendar_link(tx: &mut Tx<'_>, phone: SignedInPhone) -> StoreResult<String> {
    sign_in::still_phone(tx, phone).await?;
    let token = seal::new_token(tx.env);
    sqlx::query(
        "INSERT INTO calendar_link (participant_id, token_hash, made_at) VALUES ($1, $2, $3)
         ON CONFLICT (participant_id) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at",
    )
    .bind(phone.participant.bytes().to_vec())
    .bind(seal::token_hash(&token).to_vec())
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?;
    Ok(token)
}

pub async fn drop_calendar_link(tx: &mut Tx<'_>, phone: SignedInPhone) -> StoreResult<()> {
    sign_in::still_phone(tx, phone).await?;
    sqlx::query("DELETE FROM calendar_link WHERE participant_id = $1")
        .bind(phone.participant.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

pub async fn calendar_of(tx: &mut Tx<'_>, token: String) -> StoreResult<Option<ParticipantId>> {
    let row = sqlx::query("SELECT participant_id FROM calendar_link WHERE token_hash = $1")
        .bind(seal::token_hash(&token).to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    row.map(|row| id(&row, "participant_id")).transpose()
}
