using Holdfast.Core.Pipeline.Model;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Attempts;

/// <summary>A gateway before two nodes that take turns.</summary>
internal sealed class NodePair : IAsyncDisposable
{
    private NodePair(RecordingOrigin a, RecordingOrigin b, Scene scene) => (A, B, Scene) = (a, b, scene);

    public RecordingOrigin A { get; }

    public RecordingOrigin B { get; }

    public Scene Scene { get; }

    /// <summary>Attempts that were not the first of their call.</summary>
    public long Further => Nodes.Sum(static node => node.State.Meter.Read() is var counts ? counts.Successes + counts.Failures + counts.Cancelled : 0)
        - (Target.State.Meter.Read() is var calls ? calls.Successes + calls.Failures + calls.Cancelled : 0);

    public IEnumerable<NodeModel> Nodes => Plan.Versions.SelectMany(static version => version.Nodes);

    public InterfaceModel Target => Plan.Interfaces["everything"];

    public int Heads => A.Heads.Count + B.Heads.Count;

    /// <param name="script">Of both; shared, so that scripts in turn go by the order of requests, whichever node gets them.</param>
    public static async Task<NodePair> StartAsync(OriginScript? script = null, string target = "timeout: 60s", int failuresInARow = 1_000)
    {
        var (a, b) = (RecordingOrigin.Start(script), RecordingOrigin.Start(script));
        var scene = await Scene.BeforeAsync(a.Url, plan => plan with
        {
            Nodes = [a.Url, b.Url], Service = $"balance: {{ policy: round-robin }}, health: {{ eject: {{ consecutive-failures: {failuresInARow} }} }}", Interface = target,
        });
        return new NodePair(a, b, scene);
    }

    /// <summary>Lets the gateway find out what is normal: from then on an attempt can be late.</summary>
    public async Task LearnAsync()
    {
        var client = Scene.Client();
        for (var i = 0; i < 40; i++)
        {
            using var answer = await client.GetAsync("/learn", Scene.Cancellation);
            answer.IsSuccessStatusCode.ShouldBeTrue();
        }

        await Eventually.HoldsAsync(
            () => Target.Retry.LateAfter != Timeout.InfiniteTimeSpan, "the gateway knows what is normal", null, () => $"{Target.State.Meter.Read().Successes} calls");
    }

    public Task<RawClient> ConnectAsync() => Scene.ConnectAsync();

    /// <summary>No call and no attempt is on its way any more.</summary>
    public Task WaitForQuietAsync() => Eventually.HoldsAsync(
        () => Target.State.InFlight == 0 && Nodes.All(static node => node.State.InFlight == 0),
        "no call is in flight");

    public async ValueTask DisposeAsync()
    {
        await Scene.DisposeAsync();
        await A.DisposeAsync();
        await B.DisposeAsync();
    }

    private PlanModel Plan => Scene.Gateway.Server.Runtime.Plan!;
}
