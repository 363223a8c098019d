//! State that every handler can use.

use std::sync::Arc;

use crate::env::Env;
use crate::http::proxies::Proxies;
use crate::http::tries::{self, Tries};
use crate::push::endpoint::Allowed;
use crate::push::vapid::{Signer, VapidKey};
use crate::push::web_push::WebPush;
use crate::push::{Push, resolver};
use crate::settings::Settings;
use crate::site::Site;
use crate::store::{OpenError, Store};
use crate::unicode;

pub type Shared = Arc<Server>;

/// Everything needed to notify browsers.
pub struct Pushing {
    /// Allowed push services.
    pub allowed: Allowed,
    /// The public key for subscriptions. `None` if notifications are off.
    pub key: Option<String>,
    pub service: Option<Arc<dyn Push>>,
}

impl Pushing {
    fn open(settings: &Settings, env: &Env, origin: &str) -> Result<Self, OpenError> {
        let path = settings.key_file();
        let file = |cause| OpenError::File { path: path.with_extension("vapid").display().to_string(), cause };
        let key = VapidKey::beside(&path, env).map_err(file)?;
        let allowed = settings.push_allowed()?;
        let Some(contact) = settings.push_contact()? else { return Ok(Self { allowed, key: None, service: None }) };
        let public = key.public();
        let service = WebPush::new(allowed.clone(), Signer::new(key, contact), origin.to_owned(), resolver::machine())
            .map_err(|cause| OpenError::Push(cause.to_string()))?;
        Ok(Self { allowed, key: Some(public), service: Some(Arc::new(service)) })
    }
}

pub struct Server {
    pub store: Store,
    pub env: Env,
    pub settings: Settings,
    /// The only origin that may send changes.
    pub origin: String,
    /// Counts wrong enrollment codes and tickets.
    pub tries: Tries,
    /// Counts steps of passkey ceremonies that have not succeeded.
    pub ceremonies: Tries,
    /// Trusted proxies.
    pub proxies: Proxies,
    /// Public content.
    pub site: Site,
    /// Notifying browsers.
    pub push: Pushing,
}

impl Server {
    /// `true` if people reach the server over HTTPS.
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https:")
    }

    /// # Errors
    /// Tells the operator in plain words what to fix.
    pub async fn open(settings: Settings, env: Env) -> Result<Shared, OpenError> {
        unicode::count_characters();
        settings.check()?;
        let store = Store::open(&settings, env.clone()).await?;
        of_its_kind(&store, settings.demo).await?;
        let origin = settings.origin()?;
        let push = Pushing::open(&settings, &env, &origin)?;
        let site = Site::load(&settings)?;
        let (tries, ceremonies) = (Tries::new(tries::CODES), Tries::new(tries::CEREMONIES));
        let proxies = Proxies::new(settings.trusted_proxies());
        Ok(Arc::new(Self { site, push, store, env, settings, origin, tries, ceremonies, proxies }))
    }
}

/// Refuses to mix invented and real people in one database.
async fn of_its_kind(store: &Store, demo: bool) -> Result<(), OpenError> {
    match (store.demo().await?.is_some(), demo) {
        (true, false) => Err(OpenError::DemoDatabase),
        (false, true) if store.first_program().await?.is_some() => Err(OpenError::RealDatabase),
        _ => Ok(()),
    }
}
