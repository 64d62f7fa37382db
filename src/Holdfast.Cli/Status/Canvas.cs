using Holdfast.Control.Status;

namespace Holdfast.Cli.Status;

/// <summary>What is drawn on.</summary>
/// <param name="Width">Columns; <see cref="int.MaxValue"/> where lines may be as long as they like.</param>
/// <param name="HasColour">Whether escape sequences are understood and wanted.</param>
internal sealed record Canvas(int Width, bool HasColour)
{
    private const int WidthMin = 40;

    /// <summary>Lines that may be written without moving what is above; <see cref="int.MaxValue"/> where there may be any number.</summary>
    public int Height { get; init; } = int.MaxValue;

    /// <summary>Whether the cursor can be moved, so that a report takes the place of the one before.</summary>
    public bool CanMove { get; init; }

    /// <summary>For files, pipes and tests.</summary>
    public static Canvas Plain { get; } = new(int.MaxValue, HasColour: false);

    /// <summary>Standard output.</summary>
    public static Canvas Here() => Of(!Console.IsOutputRedirected, static () => Console.WindowWidth, Environment.GetEnvironmentVariable);

    /// <param name="isTerminal">Whether somebody looks at it.</param>
    /// <param name="width">Columns of the terminal, asked only where it is one.</param>
    /// <param name="environment">The variables of the process.</param>
    public static Canvas Of(bool isTerminal, Func<int> width, Func<string, string?> environment) => isTerminal
        ? new Canvas(Math.Max(WidthMin, width()), string.IsNullOrEmpty(environment("NO_COLOR")) && KnowsSequences(environment))
        {
            CanMove = KnowsSequences(environment),
        }
        : Plain;

    /// <summary>For a report that is written over again: it must not be higher than the terminal, whose last line is left free.</summary>
    public Canvas Watched(Func<int> height) => CanMove ? this with { Height = Math.Max(1, height() - 1) } : this;

    /// <summary>The text in the place of the one before: nothing flickers, and what has scrolled away stays where it was.</summary>
    public string Over(string text) => CanMove ? $"\e[H{text.Replace("\n", "\e[K\n", StringComparison.Ordinal)}\e[J" : text;

    public string Paint(string text, Tone tone)
    {
        var code = tone switch
        {
            Tone.Faint => "2",
            Tone.Good => "32",
            Tone.Warning => "33",
            Tone.Bad => "1;31",
            _ => "",
        };
        return HasColour && code.Length > 0 && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
    }

    private static bool KnowsSequences(Func<string, string?> environment) => environment("TERM") is not (null or "" or "dumb");
}
