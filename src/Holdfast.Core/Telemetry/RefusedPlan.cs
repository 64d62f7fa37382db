namespace Holdfast.Core.Telemetry;

/// <summary>A plan that was offered and not carried out; the one before serves on.</summary>
/// <param name="At">When it was refused.</param>
/// <param name="Source">The file it came from.</param>
/// <param name="Errors">How many errors it has.</param>
/// <param name="First">The first of them, in one line.</param>
public sealed record RefusedPlan(DateTimeOffset At, string Source, int Errors, string First);
