using Holdfast.Testing;
using Holdfast.Testing.Faults;
using Holdfast.Testing.Processes;

namespace Holdfast.Faults.Tests;

/// <summary>Four node processes behind <c>holdfast up --plan</c>, for all tests: each has a service of its own there.</summary>
public sealed class FaultStage : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Ports.Free();
    private readonly int _admin = Ports.Free();

    public FaultNodes Nodes { get; private set; } = null!;

    public HoldfastProcess Gateway { get; private set; } = null!;

    /// <summary>What the rows of the matrix came to, in the order they were run; printed at the end.</summary>
    public FaultTable Table { get; } = new();

    internal AdminApi Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Nodes = await FaultNodes.StartAsync(FaultCatalogue.Zones.Count);
        var rounds = Enumerable.Range(1, FaultBounds.Rounds);
        var services = FaultCatalogue.All.SelectMany(fault => rounds.Select(fault.Again)).Concat(OtherFaults.All).Select(fault => fault.Name).Append(FaultPlan.Protected).ToArray();
        var plan = _folder.Write("holdfast.yaml", FaultPlan.Yaml(_port, services, Nodes.All));
        Gateway = HoldfastProcess.Start(
            ["up", "--plan", plan, "--zone", FaultPlan.HomeZone, "--admin", $"127.0.0.1:{_admin}", "--data", _folder.File("data")]);
        var admin = new Uri($"http://127.0.0.1:{_admin}");
        await Gateway.WaitUntilReadyAsync(admin);
        Admin = new AdminApi(admin);
    }

    /// <summary>Where the interface of a service takes requests.</summary>
    public Uri Url(string service) => new($"http://127.0.0.1:{_port}/{service}/things");

    public async ValueTask DisposeAsync()
    {
        if (Table.HasRows)
            await Console.Out.WriteLineAsync($"\n{Table}");
        Admin?.Dispose();
        if (Gateway is not null)
            await Gateway.DisposeAsync();
        if (Nodes is not null)
            await Nodes.DisposeAsync();
        _folder.Dispose();
    }
}
