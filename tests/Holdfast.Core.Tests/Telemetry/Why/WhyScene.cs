using Holdfast.Core.Pipeline;
using Holdfast.Core.Telemetry.Why;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Telemetry.Why;

/// <summary>A bench whose calls are kept as a host keeps them, each under a trace of its own.</summary>
internal sealed class WhyScene(string yaml = WhyScene.TwoInterfaces) : IAsyncDisposable
{
    public const string TwoInterfaces = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { retry-budget: { ratio: 1 }, health: { panic: none }, versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002" ] } } }
        interfaces:
          i:
            match: { path: "/i" }
            service: s
            timeout: 2s
            retry: { attempts: 2, per-try: 900ms, backoff: { base: 1ms, cap: 1ms } }
            max-body: 1KB
          j: { match: { path: "/j" }, service: s, timeout: 3s, retry: { attempts: 1 } }
        """;

    private int _traces;

    public Bench Bench { get; } = new(yaml);

    public WhyLog Log => Bench.Runtime.Why;

    public static string Trace(int number) => $"{number:x32}";

    /// <summary>Runs a call to its end and keeps it where it is one to be kept.</summary>
    /// <returns>Its trace.</returns>
    public async Task<string> SendAsync(string path, Outcome outcome, Action<FakeCall>? arrange = null)
    {
        using var call = Bench.Call();
        call.Target = path;
        call.OnAttempt = (_, _) => new(outcome);
        arrange?.Invoke(call);
        var running = CallPipeline.RunAsync(call).AsTask();
        while (!running.IsCompleted) Bench.Time.Advance(TimeSpan.FromMilliseconds(10));
        return Keep(call, await running);
    }

    public string Keep(FakeCall call, Outcome outcome)
    {
        var trace = Trace(++_traces);
        if (WhyLog.Wants(call, outcome)) Log.Keep(call, outcome, new WhyTold(trace, outcome.Began ? null : call.Refusal, outcome.Began ? outcome.Status : call.Refusal?.Status ?? 0));
        return trace;
    }

    public WhyReport Report(string trace) => Log.Of(trace).ShouldHaveSingleItem();

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}
