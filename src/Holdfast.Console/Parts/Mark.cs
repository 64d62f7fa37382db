using Holdfast.Control.Status;

namespace Holdfast.WebConsole.Parts;

/// <summary>A tone as a shape and a class: what is said by a colour is said without it too.</summary>
public static class Mark
{
    public static string Sign(Tone tone) => tone switch
    {
        Tone.Bad => "✕",
        Tone.Warning => "▲",
        Tone.Good => "●",
        _ => "○",
    };

    public static string Class(Tone tone) => tone switch
    {
        Tone.Bad => "bad",
        Tone.Warning => "warn",
        Tone.Good => "good",
        _ => "idle",
    };

    /// <summary>Key of the word for who does not see the sign.</summary>
    public static string Word(Tone tone) => $"tone.{Class(tone)}";
}
