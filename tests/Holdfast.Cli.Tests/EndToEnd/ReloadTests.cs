using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd;

/// <summary>The plan's files are watched: however they change, a good plan takes effect and a bad one does not.</summary>
public sealed class ReloadTests : IAsyncLifetime
{
    private KestrelOrigin _v1 = null!;
    private KestrelOrigin _v2 = null!;

    public async ValueTask InitializeAsync()
    {
        _v1 = await KestrelOrigin.StartAsync(new KestrelOriginOptions { Version = "v1" });
        _v2 = await KestrelOrigin.StartAsync(new KestrelOriginOptions { Version = "v2" });
    }

    public async ValueTask DisposeAsync()
    {
        await _v1.DisposeAsync();
        await _v2.DisposeAsync();
    }

    [Fact]
    public async Task PlanFile_WrittenInPlaceOrRenamedOver_TakesEffect()
    {
        await using var gateway = await RunningGateway.StartAsync(Plan(_v1));
        (await gateway.VersionAsync()).ShouldBe("v1");

        await File.WriteAllTextAsync(gateway.PlanPath, (gateway.Plan with { Nodes = [_v2.Http1Url] }).Yaml(), RunningGateway.Cancellation);
        await gateway.WaitForVersionAsync("v2");

        gateway.Publish(gateway.Plan with { Nodes = [_v1.Http1Url] });
        await gateway.WaitForVersionAsync("v1");

        // A second rename too: whoever watches the file it began with would miss it.
        gateway.Publish(gateway.Plan with { Nodes = [_v2.Http1Url] });
        await gateway.WaitForVersionAsync("v2");
    }

    [Fact]
    public async Task PlanFile_BehindSwappedSymlinks_TakesEffect()
    {
        // As Kubernetes mounts a config map: holdfast.yaml → ..data/holdfast.yaml, ..data → ..<time>, swapped by rename.
        var plan = Plan(_v1);
        TemporaryFolder files = null!;
        await using var gateway = await RunningGateway.StartAsync(plan, folder =>
        {
            files = folder;
            folder.Write("..1/holdfast.yaml", plan.Yaml());
            folder.Point("..data", "..1");
            folder.Point("holdfast.yaml", "..data/holdfast.yaml");
        });
        (await gateway.VersionAsync()).ShouldBe("v1");

        foreach (var (generation, origin) in new[] { (2, _v2), (3, _v1) })
        {
            files.Write($"..{generation}/holdfast.yaml", (plan with { Nodes = [origin.Http1Url] }).Yaml());
            files.Point("..data", $"..{generation}");
            Directory.Delete(files.File($"..{generation - 1}"), recursive: true);

            await gateway.WaitForVersionAsync(origin.Options.Version);
        }
    }

    [Fact]
    public async Task IncludedFile_Changed_TakesEffect()
    {
        var plan = Plan(_v1);
        var lines = plan.Yaml().Split('\n');
        var services = Array.IndexOf(lines, "services:");
        var interfaces = Array.IndexOf(lines, "interfaces:");
        TemporaryFolder files = null!;
        await using var gateway = await RunningGateway.StartAsync(plan, folder =>
        {
            files = folder;
            folder.Write("holdfast.yaml", string.Join('\n', [.. lines[..services], "include: [ \"parts/*.yaml\" ]", .. lines[interfaces..]]));
            folder.Write("parts/services.yaml", string.Join('\n', lines[services..interfaces]) + "\n");
        });
        (await gateway.VersionAsync()).ShouldBe("v1");

        files.Replace("parts/services.yaml", string.Join('\n', lines[services..interfaces])
            .Replace(_v1.Http1Url.Authority, _v2.Http1Url.Authority, StringComparison.Ordinal) + "\n");

        await gateway.WaitForVersionAsync("v2");
    }

    [Fact]
    public async Task BadPlan_IsRefusedWithItsPlaceAndTheOldOneServesOn()
    {
        await using var gateway = await RunningGateway.StartAsync(Plan(_v1));
        await using var kept = await gateway.ConnectAsync();
        (await AskAsync(kept)).ShouldBe("v1");

        gateway.Publish((gateway.Plan with { Nodes = [_v2.Http1Url] }).Yaml().Replace("services:", "servces:", StringComparison.Ordinal));

        await gateway.Process.WaitForOutputAsync("holdfast.yaml:");
        await gateway.Process.WaitForOutputAsync("servces");
        (await gateway.VersionAsync()).ShouldBe("v1");
        (await AskAsync(kept)).ShouldBe("v1");
        (await gateway.ReadinessAsync()).ShouldBe(System.Net.HttpStatusCode.OK);

        gateway.Publish(gateway.Plan with { Nodes = [_v2.Http1Url] });
        await gateway.WaitForVersionAsync("v2");
        (await AskAsync(kept)).ShouldBe("v2");
    }

    [Fact]
    public async Task Listeners_AddedAndRemoved_OpenAndCloseAndLeaveTheOthersAlone()
    {
        await using var gateway = await RunningGateway.StartAsync(Plan(_v1));
        await using var kept = await gateway.ConnectAsync();
        (await AskAsync(kept)).ShouldBe("v1");
        var second = Ports.Free();

        gateway.Publish(gateway.Plan.Yaml().Replace(
            "services:", $"  second: {{ address: \"127.0.0.1:{second}\" }}\nservices:", StringComparison.Ordinal));
        await gateway.WaitForVersionAsync("v1", second);

        gateway.Publish(gateway.Plan);
        await gateway.WaitForVersionAsync("none", second);
        (await AskAsync(kept)).ShouldBe("v1");
    }

    [Fact]
    public async Task Listener_OnATakenPort_IsRefusedAndTheOldPlanServesOn()
    {
        await using var gateway = await RunningGateway.StartAsync(Plan(_v1));

        gateway.Publish((gateway.Plan with { Nodes = [_v2.Http1Url] }).Yaml().Replace(
            "services:", $"  second: {{ address: \"{_v1.Http1Url.Authority}\" }}\nservices:", StringComparison.Ordinal));

        await gateway.Process.WaitForOutputAsync(_v1.Http1Url.Authority);
        (await gateway.VersionAsync()).ShouldBe("v1");
    }

    private static PlanText Plan(KestrelOrigin origin) => new() { Nodes = [origin.Http1Url] };

    private static async Task<string?> AskAsync(Testing.Clients.RawClient client)
    {
        var answer = await client.AskAsync("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", RunningGateway.Cancellation);
        answer.Status.ShouldBe(200);
        return answer.Head.One("X-Origin-Version");
    }
}
