using System.Globalization;
using Holdfast.Testing.Processes;

namespace Holdfast.Testing.Abuse;

/// <summary>A <see cref="SlowAttack"/> in a process of its own.</summary>
public sealed class AttackProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private AttackProcess(ChildProcess process) => _process = process;

    /// <param name="perSecond">How many come each second; 0: all at once.</param>
    public static AttackProcess Start(SlowAttackKind kind, int count, int perSecond, Uri url) => new(ChildProcess.Start(
        Installation.Dotnet, [Installation.Node, "attack", kind.ToString(), Text(count), Text(perSecond), url.ToString()]));

    public Task WaitUntilConnectedAsync() => _process.WaitForOutputAsync(SlowAttack.Connected, TimeSpan.FromSeconds(30));

    /// <summary>Waits until all were cut.</summary>
    /// <returns>How long the quickest to be cut had lived, and the slowest.</returns>
    public async Task<(TimeSpan Shortest, TimeSpan Longest)> WaitUntilCutAsync(TimeSpan within)
    {
        await _process.WaitForOutputAsync(SlowAttack.Cut, within);
        var line = _process.Output.Lines.First(static line => line.StartsWith(SlowAttack.Cut, StringComparison.Ordinal));
        var words = line.Split(' ');
        return (Seconds(words[1]), Seconds(words[2]));
    }

    /// <summary>State and output, for failure messages.</summary>
    public string Describe() => _process.Describe();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));
}
