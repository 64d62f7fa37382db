namespace Holdfast.Core.Signals;

/// <summary>Something a principle did that someone may want to know of. Immutable; never made for an ordinary call.</summary>
/// <param name="At">When.</param>
/// <param name="Slice">Id of the slice that did it, or <c>plan</c> for revisions.</param>
/// <param name="Name">Stable name, e.g. <c>node-ejected</c>.</param>
/// <param name="Subject">What it happened to, as a path of the plan.</param>
/// <param name="Text">One sentence for an operator.</param>
public sealed record Signal(DateTimeOffset At, string Slice, string Name, string Subject, string Text);
