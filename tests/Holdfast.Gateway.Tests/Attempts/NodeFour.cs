using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Failover;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Attempts;

/// <summary>A gateway before four nodes.</summary>
internal sealed class NodeFour : IAsyncDisposable
{
    private NodeFour(RecordingOrigin[] nodes, Scene scene) => (Origins, Scene) = (nodes, scene);

    public IReadOnlyList<RecordingOrigin> Origins { get; }

    public Scene Scene { get; }

    /// <summary>Requests that reached a node.</summary>
    public int Heads => Origins.Sum(static origin => origin.Heads.Count);

    public long Hedges => new FailoverSlice().Extra(Target.State).Hedges;

    public long Retries => new FailoverSlice().Extra(Target.State).Retries;

    public InterfaceModel Target => Scene.Gateway.Server.Runtime.Plan!.Interfaces["everything"];

    /// <param name="script">Of all four.</param>
    public static async Task<NodeFour> StartAsync(OriginScript script, string service, string target)
    {
        RecordingOrigin[] origins = [.. Enumerable.Range(0, 4).Select(_ => RecordingOrigin.Start(script))];
        var scene = await Scene.BeforeAsync(origins[0].Url, plan => plan with
        {
            Nodes = [.. origins.Select(static origin => origin.Url)], Service = service, Interface = target,
        });
        return new NodeFour(origins, scene);
    }

    /// <summary>GETs, so many of them at once, each sent when one before it was answered.</summary>
    /// <returns>Status and body of each.</returns>
    public async Task<IReadOnlyList<(int Status, string Body)>> GetAsync(int count, int atOnce)
    {
        var client = Scene.Client();
        var left = count;
        var answers = new List<(int Status, string Body)>(count);
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var answer = await client.GetAsync(new Uri("/thing", UriKind.Relative), Scene.Cancellation);
                var body = await answer.Content.ReadAsStringAsync(Scene.Cancellation);
                lock (answers) answers.Add(((int)answer.StatusCode, body));
            }
        }));
        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        await Scene.DisposeAsync();
        foreach (var origin in Origins) await origin.DisposeAsync();
    }
}
