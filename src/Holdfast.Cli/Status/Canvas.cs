namespace Holdfast.Cli.Status;

/// <summary>What is drawn on.</summary>
/// <param name="Width">Columns; <see cref="int.MaxValue"/> where lines may be as long as they like.</param>
/// <param name="HasColour">Whether escape sequences are understood and wanted.</param>
internal sealed record Canvas(int Width, bool HasColour)
{
    private const int WidthMin = 40;

    /// <summary>For files, pipes and tests.</summary>
    public static Canvas Plain { get; } = new(int.MaxValue, HasColour: false);

    /// <summary>Standard output.</summary>
    public static Canvas Here() => Of(!Console.IsOutputRedirected, static () => Console.WindowWidth, Environment.GetEnvironmentVariable);

    /// <param name="isTerminal">Whether somebody looks at it.</param>
    /// <param name="width">Columns of the terminal, asked only where it is one.</param>
    /// <param name="environment">The variables of the process.</param>
    public static Canvas Of(bool isTerminal, Func<int> width, Func<string, string?> environment) => isTerminal
        ? new Canvas(Math.Max(WidthMin, width()), string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") is not (null or "" or "dumb"))
        : Plain;

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
}
