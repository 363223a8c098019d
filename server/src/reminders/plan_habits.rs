//! Extends the plan of habits, every minute.

use std::time::Duration;

use crate::state::Shared;
use crate::store::StoreResult;

const MINUTE: Duration = Duration::from_secs(60);
const BATCH: i64 = 200;

/// Runs forever.
pub async fn run(shared: Shared) {
    loop {
        match plan(&shared).await {
            Ok(planned) if planned > 0 => {}
            Ok(_) => tokio::time::sleep(MINUTE).await,
            Err(error) => {
                tracing::error!("planning habits failed: {}", error.for_log());
                tokio::time::sleep(MINUTE).await;
            }
        }
    }
}

/// Plans for the participants of one query; returns their number.
pub async fn plan(shared: &Shared) -> StoreResult<usize> {
    let participants = shared.store.habits_to_plan(BATCH).await?;
    for participant in &participants {
        shared.store.plan_habits(*participant).await?;
    }
    Ok(participants.len())
}
