using Spectre.Console;

namespace Holdfast.Cli;

/// <summary>Where a verb that keeps running says things.</summary>
/// <param name="isLive">A table that keeps itself up to date is on the terminal: what is said goes above it.</param>
internal sealed class Screen(bool isLive)
{
    private readonly Lock _gate = new();

    /// <summary>To standard output.</summary>
    public void Say(string text) => Write(Console.Out, text);

    /// <summary>To standard error.</summary>
    public void Complain(string text) => Write(Console.Error, text);

    private void Write(TextWriter plain, string text)
    {
        lock (_gate)
        {
            if (isLive)
                AnsiConsole.Write(new Text(text));
            else
                plain.Write(text);
        }
    }
}
