//! What every handler can reach.

use std::sync::Arc;

use crate::env::Env;
use crate::http::tries::Tries;
use crate::settings::Settings;
use crate::store::{OpenError, Store};

pub type Shared = Arc<Server>;

pub struct Server {
    pub store: Store,
    pub env: Env,
    pub settings: Settings,
    /// The only origin that may change anything.
    pub origin: String,
    /// Failed enrolment codes.
    pub tries: Tries,
}

impl Server {
    /// # Errors
    /// Says in plain words what the operator has to put right.
    pub async fn open(settings: Settings, env: Env) -> Result<Shared, OpenError> {
        settings.check()?;
        let store = Store::open(&settings, env.clone()).await?;
        let origin = settings.origin()?;
        Ok(Arc::new(Self { store, env, settings, origin, tries: Tries::default() }))
    }
}
