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
    fn reached(&self, step: &'static str) {
        assert!(self.0 != step, "a test wants a panic at {step}");
    }
}
