namespace Holdfast.Control.Plans;

/// <summary>What became of a plan that was tried.</summary>
/// <param name="Number">Of the revision.</param>
/// <param name="IsLive">Whether it went live.</param>
/// <param name="Text">How it ended and why, for people.</param>
public sealed record StageEnd(int Number, DateTimeOffset At, bool IsLive, string Text);
