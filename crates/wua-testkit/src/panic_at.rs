//! Panics at a step of the engine, so that a test can see who survives that.

use wua_agent::ports::Checkpoints;

/// Panics whenever a step is reached, as a bug of the engine might.
pub struct PanicAt(String);

impl PanicAt {
    /// Panics at this step.
    pub fn step(step: impl Into<String>) -> Self {
        Self(step.into())
    }
}

impl Checkpoints for PanicAt {
    #[expect(clippy::panic, reason = "it is what it is for")]
    fn reached(&self, step: &'static str) {
        if self.0 == step {
            panic!("a test wants a panic at {step}");
        }
    }
}
