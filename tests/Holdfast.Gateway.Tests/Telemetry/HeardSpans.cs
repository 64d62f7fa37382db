using System.Collections.Concurrent;
using System.Diagnostics;
using Holdfast.Testing;

namespace Holdfast.Gateway.Tests.Telemetry;

/// <summary>Spans of calls to one path; those of other tests are not sampled, so that nothing of theirs changes.</summary>
internal sealed class HeardSpans : IDisposable
{
    private readonly ConcurrentDictionary<ActivityTraceId, bool> _traces = new();
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public HeardSpans(string path)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == GatewayServer.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
            {
                var isMine = _traces.ContainsKey(options.TraceId)
                    || options.Tags!.Any(tag => tag.Key == "url.path" && tag.Value is string seen && seen.StartsWith(path, StringComparison.Ordinal));
                if (isMine) _traces[options.TraceId] = true;
                return isMine ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None;
            },
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public async Task<(Activity Call, Activity[] Attempts)> OneCallAsync() => (await CallsAsync(1)).Single();

    /// <summary>Each with its attempts, in their order. The span of a call ends after those of its attempts.</summary>
    public async Task<IReadOnlyList<(Activity Call, Activity[] Attempts)>> CallsAsync(int count)
    {
        await Eventually.HoldsAsync(() => Of(ActivityKind.Server).Count() == count, $"the spans of {count} calls");
        return [.. Of(ActivityKind.Server).Select(call => (call, Of(ActivityKind.Client).Where(attempt => attempt.TraceId == call.TraceId).ToArray()))];
    }

    public void Dispose() => _listener.Dispose();

    private IEnumerable<Activity> Of(ActivityKind kind) => _ended.Where(span => span.Kind == kind);
}
