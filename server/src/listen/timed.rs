//! A socket with deadlines: a stalled request head or an unread response ends it. hyper's own timeout covers only the
//! time between requests, because it cannot tell a slow head from an idle connection; bodies and handlers have theirs
//! in [`crate::http::guard::in_time`].

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

use super::limits::Limits;

/// Counts up at the start and end of each response: odd while one is in progress.
#[derive(Default)]
pub struct Turns(AtomicUsize);

impl Turns {
    pub fn begin(self: &Arc<Self>) -> Turn {
        self.0.fetch_add(1, Ordering::Relaxed);
        Turn(Arc::clone(self))
    }

    fn now(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// Ends on drop.
pub struct Turn(Arc<Turns>);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.0.fetch_add(1, Ordering::Relaxed);
    }
}

struct Clock {
    sleep: Pin<Box<Sleep>>,
    limit: Duration,
    runs: bool,
}

impl Clock {
    fn new(limit: Duration, runs: bool) -> Self {
        Self { sleep: Box::pin(tokio::time::sleep(limit)), limit, runs }
    }

    fn start(&mut self) {
        self.sleep.as_mut().reset(Instant::now() + self.limit);
        self.runs = true;
    }

    /// `TimedOut` if it has expired; otherwise registers to be woken.
    fn check(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        if !self.runs {
            return Poll::Pending;
        }
        self.sleep.as_mut().poll(cx).map(|()| io::ErrorKind::TimedOut.into())
    }
}

pub struct Timed<S> {
    socket: S,
    turns: Arc<Turns>,
    /// Runs while the head of this turn is awaited.
    head: Clock,
    turn: usize,
    write: Clock,
}

impl<S> Timed<S> {
    pub fn new(socket: S, turns: Arc<Turns>, limits: Limits) -> Self {
        let turn = turns.now();
        Self { socket, turns, head: Clock::new(limits.head, true), turn, write: Clock::new(limits.write_pause, false) }
    }

    /// The awaited head has arrived if a request began since.
    fn notice_turn(&mut self) {
        let now = self.turns.now();
        if self.turn != now {
            self.turn = now;
            self.head.runs = false;
        }
    }

    fn wrote<T>(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.write.runs = false;
            if self.head.runs {
                // The next request arrived before this response was sent: its time begins afterward.
                self.head.start();
            }
            return written;
        }
        if !self.write.runs {
            self.write.start();
        }
        self.write.check(cx).map(Err)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Timed<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let before = buf.filled().len();
        let read = Pin::new(&mut this.socket).poll_read(cx, buf);
        this.notice_turn();
        let between = this.turn.is_multiple_of(2);
        if read.is_ready() {
            if between && !this.head.runs && buf.filled().len() > before {
                this.head.start();
            }
            return read;
        }
        this.head.check(cx).map(Err)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Timed<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write(cx, buf);
        self.wrote(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write_vectored(cx, bufs);
        self.wrote(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}
