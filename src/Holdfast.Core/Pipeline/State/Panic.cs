namespace Holdfast.Core.Pipeline.State;

/// <summary>How a version stands to panic. Immutable.</summary>
/// <param name="Since">Timestamp at which the phase began; 0 for calm.</param>
/// <param name="UsableShareMin">While panic is left: the share of calls that go to usable nodes alone from the first moment on, 0 to 1.</param>
public sealed record Panic(PanicPhase Phase, long Since, double UsableShareMin)
{
    public static Panic Calm { get; } = new(PanicPhase.Calm, 0, 0);

    /// <summary>One word for people and metrics; empty while calm.</summary>
    public string Word => Phase switch
    {
        PanicPhase.Panic => "panic",
        PanicPhase.Leaving => "leaving-panic",
        _ => "",
    };
}
