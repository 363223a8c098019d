//! Nobody can lock others out, or stop the server from ending, by holding sockets. Real sockets take real time, so the
//! limits are short here; the real ones are in `server/src/listen/limits.rs`.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use server::listen::limits::Limits;
use tests::binary::Home;
use tests::{Db, TestApp, report};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};

/// What ends at all, ends within this time on a busy machine too.
const SOON: Duration = Duration::from_secs(20);
const OURS: [u8; 4] = [127, 0, 0, 1];
const THEIRS: [u8; 4] = [127, 0, 0, 2];
const ASK: &[u8] = b"GET /api/v1/openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n";
const ASK_ONCE: &[u8] = b"GET /api/v1/openapi.json HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

async fn server(change: impl FnOnce(&mut Limits)) -> Result<TestApp> {
    TestApp::start_with(Db::Sqlite, 1, |settings| change(&mut settings.limits)).await
}

async fn connect(app: &TestApp, from: [u8; 4]) -> Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((from, 0).into())?;
    Ok(timeout(SOON, socket.connect(app.address())).await.context("nobody connects")??)
}

/// Reads until the server closes the connection; an error if it does not.
async fn until_the_end(stream: &mut TcpStream, within: Duration) -> Result<String> {
    let mut all = Vec::new();
    match timeout(within, stream.read_to_end(&mut all)).await {
        Err(_) => bail!("still open after {within:?}"),
        // A reset is an end as well.
        Ok(_) => Ok(String::from_utf8_lossy(&all).into_owned()),
    }
}

async fn is_answered(app: &TestApp, from: [u8; 4]) -> Result<()> {
    let mut stream = connect(app, from).await?;
    stream.write_all(ASK_ONCE).await?;
    let said = until_the_end(&mut stream, SOON).await?;
    ensure!(said.starts_with("HTTP/1.1 200"), "{:?}", said.get(..80));
    Ok(())
}

/// Reads one response to [`ASK`] from a connection that stays open.
async fn one_answer(stream: &mut TcpStream) -> Result<()> {
    let mut all = Vec::new();
    loop {
        ensure!(timeout(SOON, stream.read_buf(&mut all)).await.context("no answer")?? > 0, "it was closed");
        let text = String::from_utf8_lossy(&all);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length =
            head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
        if length.is_some_and(|length: usize| body.len() >= length) {
            ensure!(head.starts_with("HTTP/1.1 200"), "{head}");
            return Ok(());
        }
    }
}

/// Sends a head byte by byte until the server gives up.
async fn trickle(stream: &mut TcpStream) -> Result<Duration> {
    let started = Instant::now();
    for byte in b"GET / HTTP/1.1\r\nx-long: ".iter().chain(std::iter::repeat(&b'x')) {
        if stream.write_all(&[*byte]).await.is_err() || matches!(timeout(ms(50), stream.read_u8()).await, Ok(Err(_))) {
            break;
        }
        ensure!(started.elapsed() < SOON, "a head may take as long as it likes");
    }
    Ok(started.elapsed())
}

#[tokio::test]
async fn a_head_that_comes_byte_by_byte_is_cut_on_a_new_and_on_a_kept_connection() -> Result<()> {
    let app = server(|limits| limits.head = ms(600)).await?;
    let mut new = connect(&app, OURS).await?;
    let took = trickle(&mut new).await?;
    ensure!(took >= ms(500), "cut after {took:?}");

    let mut kept = connect(&app, OURS).await?;
    kept.write_all(ASK).await?;
    one_answer(&mut kept).await?;
    // Rests longer than a head may take, and is welcome again; so is a head in two pieces.
    sleep(ms(900)).await;
    let (first, second) = ASK.split_at(20);
    kept.write_all(first).await?;
    sleep(ms(200)).await;
    kept.write_all(second).await?;
    one_answer(&mut kept).await?;
    let took = trickle(&mut kept).await?;
    ensure!(took >= ms(500), "cut after {took:?}");
    is_answered(&app, OURS).await
}

#[tokio::test]
async fn a_connection_that_only_rests_is_closed() -> Result<()> {
    let app = server(|limits| (limits.head, limits.idle) = (ms(400), ms(700))).await?;
    let mut silent = connect(&app, OURS).await?;
    ensure!(until_the_end(&mut silent, SOON).await?.is_empty(), "said something to who said nothing");
    let mut kept = connect(&app, OURS).await?;
    kept.write_all(ASK).await?;
    one_answer(&mut kept).await?;
    until_the_end(&mut kept, SOON).await?;
    Ok(())
}

fn head_of(app: &TestApp, path: &str, kind: &str, length: usize) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\norigin: {}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n",
        app.origin
    )
}

#[tokio::test]
async fn a_body_that_stops_in_the_middle_hears_so() -> Result<()> {
    let app = server(|limits| limits.body_pause = ms(400)).await?;
    for (path, kind, wanted) in [
        ("/api/v1/enrolments", "application/json", "application/problem+json"),
        ("/care/language", "application/x-www-form-urlencoded", "text/html"),
    ] {
        let mut stream = connect(&app, OURS).await?;
        stream.write_all(head_of(&app, path, kind, 1000).as_bytes()).await?;
        stream.write_all(b"{\"code\":").await?;
        let said = until_the_end(&mut stream, SOON).await.with_context(|| path.to_owned())?;
        ensure!(said.starts_with("HTTP/1.1 408") && said.contains(wanted), "{path}: {said}");
        ensure!(said.to_lowercase().contains("content-security-policy: "), "{path}: {said}");
    }
    Ok(())
}

/// Sends a body in chunks with pauses; returns the response.
async fn in_pieces(app: &TestApp, pieces: usize, pause: Duration) -> Result<String> {
    let body = format!("{{\"code\":\"{}\"}}", "0".repeat(pieces * 1000));
    let mut stream = connect(app, OURS).await?;
    stream.write_all(head_of(app, "/api/v1/enrolments", "application/json", body.len()).as_bytes()).await?;
    let mut heard = Vec::new();
    for piece in body.as_bytes().chunks(1000) {
        if stream.write_all(piece).await.is_err() || timeout(pause, stream.read_buf(&mut heard)).await.is_ok() {
            break;
        }
    }
    drop(timeout(SOON, stream.read_buf(&mut heard)).await.context("no answer")?);
    Ok(String::from_utf8_lossy(&heard).into_owned())
}

#[tokio::test]
async fn a_slow_phone_is_heard_and_one_that_never_ends_is_not() -> Result<()> {
    let app = server(|limits| (limits.body_pause, limits.request) = (ms(600), ms(3000))).await?;
    // Twice as long as a pause may be.
    let said = in_pieces(&app, 12, ms(100)).await?;
    ensure!(said.starts_with("HTTP/1.1 4") && !said.starts_with("HTTP/1.1 408"), "an honest body was cut: {said}");
    let started = Instant::now();
    let said = in_pieces(&app, 60, ms(100)).await?;
    ensure!(said.starts_with("HTTP/1.1 503") && said.contains("retry-after"), "{said}");
    ensure!(started.elapsed() < SOON, "{:?}", started.elapsed());
    Ok(())
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_given_up() -> Result<()> {
    const ASKED: usize = 2000;
    let app = server(|limits| limits.write_pause = ms(500)).await?;
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(4096)?;
    let mut stream = socket.connect(app.address()).await?;
    // Until the server stops reading, because nobody reads its responses.
    drop(timeout(ms(1500), stream.write_all(&ASK.repeat(ASKED))).await);
    // A closed connection takes nothing more; to read before would be to take an answer.
    let given_up = async {
        while !stream.try_write(b"G").is_err_and(|error| error.kind() != ErrorKind::WouldBlock) {
            sleep(ms(50)).await;
        }
    };
    timeout(SOON, given_up).await.context("the answers are kept")?;
    let said = until_the_end(&mut stream, SOON).await?;
    let answers = said.matches("HTTP/1.1 200").count();
    ensure!(answers < ASKED, "all {answers} answers were kept for who did not read");
    is_answered(&app, OURS).await
}

#[tokio::test]
async fn one_address_with_two_hundred_sockets_keeps_nobody_out() -> Result<()> {
    let app = server(|limits| (limits.head, limits.connections, limits.per_network) = (ms(1500), 120, 100)).await?;
    let mut held = Vec::new();
    for _ in 0..200 {
        held.push(connect(&app, THEIRS).await?);
    }
    is_answered(&app, OURS).await?;
    let mut refused = 0;
    for stream in &mut held {
        refused += usize::from(until_the_end(stream, ms(2)).await.is_ok());
    }
    report(format_args!("of 200 sockets from one address {refused} were refused"));
    ensure!(refused >= 100, "{} of 200 sockets were kept", 200 - refused);
    // Every slot is taken, by several addresses: a new connection waits until a deadline passes.
    let mut others = Vec::new();
    for _ in 0..60 {
        others.push(connect(&app, [127, 0, 0, 3]).await?);
    }
    is_answered(&app, OURS).await?;
    // All of them are closed, and the address is admitted again.
    for stream in held.iter_mut().chain(&mut others) {
        until_the_end(stream, SOON).await?;
    }
    is_answered(&app, THEIRS).await
}

#[tokio::test]
async fn a_trusted_proxy_asks_for_more_people_than_one_address_may() -> Result<()> {
    let app = TestApp::start_with(Db::Sqlite, 1, |settings| {
        settings.trusted_proxy = vec!["127.0.0.2/32".parse().unwrap_or_default()];
        settings.limits.per_network = 2;
    })
    .await?;
    for (from, kept) in [(OURS, 2), (THEIRS, 20)] {
        let mut open = 0;
        let mut streams = Vec::new();
        for _ in 0..20 {
            let mut stream = connect(&app, from).await?;
            drop(stream.write_all(ASK).await);
            open += usize::from(one_answer(&mut stream).await.is_ok());
            streams.push(stream);
        }
        ensure!(open == kept, "{open} connections of {from:?} are open");
    }
    Ok(())
}

#[tokio::test]
async fn whoever_is_being_answered_when_the_server_stops_gets_the_answer() -> Result<()> {
    let mut app = server(|limits| (limits.drain, limits.head) = (SOON, 3 * SOON)).await?;
    let mut idle = connect(&app, OURS).await?;
    let mut kept = connect(&app, OURS).await?;
    kept.write_all(ASK).await?;
    one_answer(&mut kept).await?;
    let body = b"{\"code\":\"00000000\"}";
    let mut late = connect(&app, OURS).await?;
    late.write_all(head_of(&app, "/api/v1/enrolments", "application/json", body.len()).as_bytes()).await?;
    sleep(ms(200)).await;
    let started = Instant::now();
    let (stopped, said) = tokio::join!(app.stop(), async {
        until_the_end(&mut idle, ms(10_000)).await.context("a silent socket was waited for")?;
        until_the_end(&mut kept, ms(10_000)).await.context("a resting connection was waited for")?;
        late.write_all(body).await?;
        until_the_end(&mut late, SOON).await
    });
    stopped?;
    let said = said?;
    ensure!(said.starts_with("HTTP/1.1 4"), "no answer came: {said}");
    ensure!(started.elapsed() < SOON, "{:?}", started.elapsed());
    Ok(())
}

#[tokio::test]
async fn the_server_ends_within_twenty_seconds_whatever_sockets_do() -> Result<()> {
    let home = Home::new(Db::Sqlite).await?;
    let running = home.start(None, &[])?;
    let mut held = Vec::new();
    for _ in 0..20 {
        held.push(TcpStream::connect(home.settings.listen).await?);
    }
    let mut half_a_head = TcpStream::connect(home.settings.listen).await?;
    half_a_head.write_all(b"GET / HTTP/1.1\r\nhost:").await?;
    let mut half_a_body = TcpStream::connect(home.settings.listen).await?;
    let head = format!(
        "POST /api/v1/enrolments HTTP/1.1\r\nhost: localhost\r\norigin: {}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{{",
        home.origin()
    );
    half_a_body.write_all(head.as_bytes()).await?;
    sleep(ms(300)).await;
    let (took, well) = tokio::task::spawn_blocking(move || running.end_in_time()).await??;
    report(format_args!("SIGTERM with 22 sockets open: ended after {:.1} s", took.as_secs_f64()));
    ensure!(well && took < Duration::from_secs(20), "ended after {took:?}, well: {well}");
    Ok(())
}
