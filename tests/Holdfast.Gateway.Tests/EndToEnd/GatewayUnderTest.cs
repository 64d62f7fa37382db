using Holdfast.Core.Plan;
using Holdfast.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>The gateway in this process, under a plan that was read from a file as an operator's would be.</summary>
internal sealed class GatewayUnderTest : IAsyncDisposable
{
    private GatewayUnderTest(GatewayServer server) => Server = server;

    public GatewayServer Server { get; }

    public static async Task<GatewayUnderTest> StartAsync(TemporaryFolder folder, PlanText plan, GatewayOptions? options = null)
    {
        var read = Read(folder, plan);
        return new GatewayUnderTest(await GatewayServer.StartAsync(
            read.Plan!, read.Digest, options ?? new GatewayOptions { Seed = 1 }, TimeProvider.System, NullLoggerFactory.Instance, Scene.Cancellation));
    }

    public Task ApplyAsync(TemporaryFolder folder, PlanText plan)
    {
        var read = Read(folder, plan);
        return Server.ApplyAsync(read.Plan!, read.Digest, Scene.Cancellation);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static PlanResult Read(TemporaryFolder folder, PlanText plan)
    {
        var path = folder.Write("holdfast.yaml", plan.Yaml());
        var read = PlanReader.Read(path, new DiskPlanFiles(), Environment.GetEnvironmentVariable);
        read.Errors.ShouldBeEmpty(plan.Yaml());
        return read;
    }
}
