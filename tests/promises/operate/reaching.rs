//! Nobody can read or change the traffic between server and PostgreSQL, and what PostgreSQL acknowledges is durable,
//! whatever the settings of database, role or pooler.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use server::settings::{Settings, SettingsError};
use sqlx::{Connection as _, PgConnection, Row as _};
use tests::app::run_past_the_server;
use tests::{Db, TestApp, postgres};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, UnixStream};

/// A certificate authority, and its certificate as a file.
fn authority(folder: &Path, name: &str) -> Result<(Issuer<'static, KeyPair>, PathBuf)> {
    let key = KeyPair::generate()?;
    let mut params = CertificateParams::new(Vec::<String>::new())?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let file = folder.join(name);
    std::fs::write(&file, params.self_signed(&key)?.pem())?;
    Ok((Issuer::new(params, key), file))
}

async fn open(url: String) -> Result<TestApp> {
    TestApp::start_with(Db::Postgres, 1, |settings| settings.database_url = Some(url)).await
}

#[tokio::test]
async fn postgres_is_reached_encrypted_and_only_under_the_name_that_its_certificate_proves() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (ours, root) = authority(folder.path(), "ca.pem")?;
    let (_, foreign) = authority(folder.path(), "foreign.pem")?;
    let key = KeyPair::generate()?;
    let certificate = CertificateParams::new(["localhost".to_owned()])?.signed_by(&key, &ours)?;
    let cluster = postgres::encrypted(&certificate.pem(), &key.serialize_pem())?;
    let url = |host: &str, root: &Path| {
        format!(
            "postgres://postgres@{host}:{}/postgres?sslmode=verify-full&sslrootcert={}",
            cluster.port,
            root.display()
        )
    };

    for (url, why) in [(url("localhost", &foreign), "a foreign authority"), (url("127.0.0.1", &root), "another name")] {
        let refused = open(url).await.err().with_context(|| format!("connected in spite of {why}"))?;
        ensure!(format!("{refused:#}").contains("certificate"), "{why}: {refused:#}");
    }

    let app = open(url("localhost", &root)).await?;
    app.clinic().await?;
    let mut admin = PgConnection::connect(&cluster.by_socket).await?;
    let row = sqlx::query(
        "SELECT count(*), count(*) FILTER (WHERE ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
         WHERE client_addr IS NOT NULL",
    )
    .fetch_one(&mut admin)
    .await?;
    let (all, encrypted): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
    ensure!(all > 0 && encrypted == all, "{encrypted} of {all} connections are encrypted");
    admin.close().await?;
    Ok(())
}

/// Refused by the settings: nothing listens at these addresses, and nothing is contacted.
#[tokio::test]
async fn a_database_on_another_machine_is_not_reached_in_the_open() -> Result<()> {
    for url in [
        "postgres://evenkeel@db.example.org/evenkeel",
        "postgres://evenkeel@db.example.org/evenkeel?sslmode=prefer",
        "postgres://evenkeel@db.example.org/evenkeel?sslmode=require",
        "postgresql://evenkeel@10.0.0.5/evenkeel?sslmode=verify-ca",
        "postgres://evenkeel@localhost/evenkeel?hostaddr=10.0.0.5",
        "postgres://evenkeel@[2001:db8::5]/evenkeel",
    ] {
        let refused = open(url.to_owned()).await.err().with_context(|| format!("{url} was taken"))?;
        ensure!(format!("{refused:#}").contains("sslmode=verify-full"), "{url}: {refused:#}");
    }
    Ok(())
}

fn settings(app: &TestApp, url: String) -> Settings {
    Settings { database_url: Some(url), ..app.shared.settings.clone() }
}

#[tokio::test]
async fn this_machine_and_a_proven_name_are_taken() -> Result<()> {
    let app = TestApp::start(Db::Sqlite).await?;
    for url in [
        "postgres:///evenkeel?host=/run/postgresql",
        "postgres://evenkeel@localhost/evenkeel",
        "postgres://evenkeel@127.0.0.1/evenkeel?sslmode=disable",
        "postgres://evenkeel@[::1]/evenkeel",
        "postgres://evenkeel@db.example.org/evenkeel?sslmode=verify-full&sslrootcert=/etc/evenkeel/ca.pem",
    ] {
        ensure!(settings(&app, url.to_owned()).database().is_ok(), "{url} was refused");
    }
    let nonsense = settings(&app, "postgres://evenkeel@localhost/evenkeel?sslmode=perhaps".to_owned()).database();
    ensure!(matches!(nonsense, Err(SettingsError::DatabaseUrl)));
    Ok(())
}

/// A database tuned for speed, without durable commits.
const FORGETFUL: &str = "DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database());
    EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation = serializable', current_database());
    END $$";

/// Records the settings of each transaction that adds a participant.
const NOTED: &str = "CREATE TABLE noted (durable TEXT, isolation TEXT);
    CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO noted VALUES (current_setting('synchronous_commit'), current_setting('transaction_isolation'));
        RETURN NEW;
    END $$;
    CREATE TRIGGER note AFTER INSERT ON participant FOR EACH ROW EXECUTE FUNCTION note();";

#[tokio::test]
async fn a_database_that_was_tuned_to_forget_acknowledges_durably() -> Result<()> {
    let mut app = TestApp::start(Db::Postgres).await?;
    let url = app.shared.settings.database_url.clone().context("an address")?;
    run_past_the_server(Db::Postgres, &url, FORGETFUL).await?;
    run_past_the_server(Db::Postgres, &url, NOTED).await?;
    app.restart().await?;
    app.clinic().await?;
    let mut admin = PgConnection::connect(&url).await?;
    let row = sqlx::query("SELECT durable, isolation FROM noted").fetch_one(&mut admin).await?;
    let noted: (String, String) = (row.try_get(0)?, row.try_get(1)?);
    ensure!(noted == ("on".to_owned(), "read committed".to_owned()), "{noted:?}");
    // Control: a plain connection gets the database's settings.
    let told: String =
        sqlx::query("SELECT current_setting('synchronous_commit')").fetch_one(&mut admin).await?.try_get(0)?;
    ensure!(told == "off", "the database was not tuned");
    Ok(())
}

/// A pooler that drops startup options, as some do.
async fn forgetting_pooler(socket: PathBuf) -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let socket = socket.clone();
            tokio::spawn(async move {
                let length = usize::try_from(client.read_u32().await?)?;
                let mut asked = vec![0; length - 4];
                client.read_exact(&mut asked).await?;
                // A version, then names and values that end in a zero each, then a zero.
                let words: Vec<&[u8]> = asked[4..asked.len() - 1].split_inclusive(|byte| *byte == 0).collect();
                let kept = words
                    .chunks(2)
                    .filter(|pair| pair[0] != b"options\0")
                    .flatten()
                    .copied()
                    .collect::<Vec<_>>()
                    .concat();
                let mut server = UnixStream::connect(socket).await?;
                server.write_u32(u32::try_from(kept.len() + 9)?).await?;
                server.write_all(&[&asked[..4], &kept, &[0]].concat()).await?;
                tokio::io::copy_bidirectional(&mut client, &mut server).await?;
                anyhow::Ok(())
            });
        }
    });
    Ok(port)
}

#[tokio::test]
async fn a_pooler_that_lets_postgres_forget_is_refused_at_the_start() -> Result<()> {
    let url = postgres::new_database().await?;
    run_past_the_server(Db::Postgres, &url, FORGETFUL).await?;
    let (database, folder) = url.split_once("?host=").context("a socket")?;
    let database = database.rsplit('/').next().context("a name")?;
    let port = forgetting_pooler(Path::new(folder).join(".s.PGSQL.5432")).await?;
    let refused = open(format!("postgres://postgres@127.0.0.1:{port}/{database}?sslmode=disable"))
        .await
        .err()
        .context("it was taken")?;
    let said = format!("{refused:#}");
    ensure!(said.contains("synchronous_commit = off") && said.contains("pooler"), "{said}");
    Ok(())
}
