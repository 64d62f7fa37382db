using Shop.Load;

namespace Holdfast.Cli.Demo;

/// <summary>Turns the counts of two readings into rates.</summary>
internal sealed class LoadRates
{
    private LoadSnapshot? _before;

    /// <summary>What happened since the last call, or since the start.</summary>
    public IReadOnlyList<LoadRow> Over(LoadSnapshot now)
    {
        var seconds = Math.Max((now.Elapsed - (_before?.Elapsed ?? TimeSpan.Zero)).TotalSeconds, 0.001);
        var before = _before?.Interfaces.ToDictionary(static entry => entry.Interface);
        _before = now;
        return [.. now.Interfaces.Select(entry =>
        {
            var then = before?[entry.Interface];
            var answered = entry.Ok + entry.Failed - (then?.Ok ?? 0) - (then?.Failed ?? 0);
            return new LoadRow(entry, answered / seconds, entry.Failed - (then?.Failed ?? 0));
        })];
    }

    public static string Milliseconds(TimeSpan? latency) => latency switch
    {
        null => "-",
        { TotalMilliseconds: < 10 } brief => $"{brief.TotalMilliseconds:0.0} ms",
        { } time => $"{time.TotalMilliseconds:0} ms",
    };
}
