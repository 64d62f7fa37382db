using System.Globalization;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd.Abuse;

/// <summary>Cases 19 and 20: clients that are slow on purpose are cut, at little cost, and nobody else notices. Defaults only.</summary>
[Collection(Alone.Name)]
public sealed class SlowAttackTests
{
    private const string Endless = "GET /download?bytes=1000000000 HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Body = "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n";

    /// <summary>The healthy load's own share of what the process grows by.</summary>
    private const long LoadBytes = 60 << 20;

    /// <summary>150 MB are promised of 5,000 connections that ask for nothing yet.</summary>
    private const long ConnectionBytes = (150 << 20) / 5_000;

    /// <summary>A call in flight has its buffers.</summary>
    private const long CallBytes = 256 << 10;

    /// <summary>30 s are promised; beside the tests of other processes everything takes its time.</summary>
    private static readonly TimeSpan CutWithin = LongTests.Size(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30));

    /// <summary>30 s from when an answer stalls. Before it does, the buffers of both kernels are filled: some gigabytes for 2,000.</summary>
    private static readonly TimeSpan StalledAndCutWithin = CutWithin + TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => RunningGateway.Cancellation;

    [Fact]
    public Task Heads_ThatNeverEnd_AreCutAndNobodyElseNotices() => AttackAsync(
        LongTests.Size(500, 5_000), (url, connected) => SlowClient.HoldAsync(url, "GET / HTTP/1.1\r\nHost: a\r\nX-", "ab: c\r\nX-", TimeSpan.FromSeconds(2), connected), ConnectionBytes);

    [Fact]
    public Task Bodies_ThatDribble_AreCutAndNobodyElseNotices() => AttackAsync(
        LongTests.Size(200, 2_000), (url, connected) => SlowClient.HoldAsync(url, Body, "x", TimeSpan.FromSeconds(1), connected), CallBytes);

    [Fact]
    public Task Answers_ThatAreHardlyRead_AreCutAndNobodyElseNotices() => AttackAsync(
        LongTests.Size(200, 2_000), (url, connected) => SlowClient.ReadSlowlyAsync(url, Endless, TimeSpan.FromSeconds(1), connected), CallBytes, StalledAndCutWithin);

    private static async Task AttackAsync(int attackers, Func<Uri, Action, Task> attack, long bytesOfEach, TimeSpan? within = null)
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var attacked = await KestrelOrigin.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(new PlanText
        {
            Nodes = [origin.Http1Url],
            MoreServices = [$"attacked: {{ versions: {{ v1: {{ nodes: [ {PlanText.Quote([attacked.Http1Url])} ] }} }} }}"],
            Interfaces =
            [
                "healthy: { match: { path: /healthz }, service: origin }",
                "attacked: { match: { path: \"/{rest...}\" }, service: attacked }",
            ],
        });
        using var warmUp = Load(gateway, 300);
        (await warmUp.RunAsync(Cancellation)).Failed.ShouldBeEmpty();
        var before = ProcessMemory.ResidentBytes(gateway.Process.Id);
        ProcessMemory.ForgetPeak(gateway.Process.Id);

        using var load = Load(gateway, 20_000);
        var loading = load.RunAsync(Cancellation);
        var connected = 0;
        var attacks = Enumerable.Range(0, attackers).Select(_ => attack(gateway.Url, () => Interlocked.Increment(ref connected))).ToList();
        await Eventually.HoldsAsync(() => Volatile.Read(ref connected) == attackers, "all attackers to be connected", null, () => $"{connected}");
        // Either side's word: a client that hardly reads may take long to notice that it was cut off.
        await Eventually.HoldsAsync(
            () => attacks.TrueForAll(one => one.IsCompletedSuccessfully)
                || (attacked.ConnectionsOpened >= attackers && attacked.ConnectionsOpen == 0),
            "all attackers to be cut", within ?? CutWithin,
            () => string.Create(CultureInfo.InvariantCulture, $"{attacks.Count(one => !one.IsCompleted)} of {attackers} left, {attacked.ConnectionsOpen} at the node"));
        load.Stop();

        var result = await loading;
        result.Failed.ShouldBeEmpty(result.ToString());
        var grown = ProcessMemory.PeakBytes(gateway.Process.Id) - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{attackers} attackers: {result}, memory + {grown >> 20} MB");
        grown.ShouldBeLessThan(LoadBytes + (attackers * bytesOfEach));
        await Eventually.HoldsAsync(
            () => attacked.ConnectionsOpen == 0, "the node's connections to be let go", null, () => $"{attacked.ConnectionsOpen}");
    }

    private static OpenLoad Load(RunningGateway gateway, int count) => new(new OpenLoadPlan
    {
        Url = new Uri(gateway.Url, "/healthz"),
        Rate = 200,
        Count = count,
    });
}
