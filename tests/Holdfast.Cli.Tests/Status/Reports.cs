using Holdfast.Core.Signals;
using Holdfast.Core.Telemetry;

namespace Holdfast.Cli.Tests.Status;

/// <summary>A report of a bad night.</summary>
internal static class Reports
{
    public static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static StatusReport Bad { get; } = new(
        At,
        IsReady: true,
        UptimeSeconds: 7_384,
        WindowSeconds: 10,
        new RevisionStatus(3, "3-1f2e3d4c", "1f2e3d4c", At - TimeSpan.FromMinutes(4)),
        new RefusedPlan(At - TimeSpan.FromSeconds(42), "holdfast.yaml", 2, "holdfast.yaml:4:2 HF1001 no such field"),
        Unmatched: 1.5,
        [
            new InterfaceStatus("register", "accounts", 120.4, 0.25, 0.01, 0.0042, 1.5, 9),
            new InterfaceStatus("search", "search", 8.25, 0.0004, 0, 0.02, 0.3, 1),
            new InterfaceStatus("items", "catalogue", 300, 0, 0, 0.001, 0.004, 2),
            new InterfaceStatus("orders", "orders", 0, null, null, null, null, 0),
        ],
        [
            new ServiceStatus("accounts", "v7",
            [
                new VersionStatus("v7", IsLive: true,
                [
                    new NodeStatus("http://10.0.1.11:5000", "east", "usable", At - TimeSpan.FromHours(2), "", 60, 0, 4),
                    new NodeStatus("http://10.0.2.11:5000", "west", "ejected", At - TimeSpan.FromSeconds(8), "5 failures in a row", 0.5, 1, 0) { Until = At + TimeSpan.FromSeconds(4) },
                ]),
                new VersionStatus("v8", IsLive: false, [new NodeStatus("http://10.0.1.12:5000", "", "unknown", At, "", 0, null, 0)]),
            ]),
        ],
        [new Signal(At - TimeSpan.FromSeconds(8), "balancing", "node-ejected", "services.accounts.versions.v7", "http://10.0.2.11:5000 is ejected")]);

    /// <summary>Every node of the live version is withheld, and panic is off.</summary>
    public static StatusReport Silent { get; } = Of(
        [
            new NodeStatus("http://10.0.1.11:5000", "east", "ejected", At - TimeSpan.FromSeconds(30), "5 failures in a row", 0, null, 0),
            new NodeStatus("http://10.0.2.11:5000", "west", "probe-failing", At - TimeSpan.FromSeconds(12), "probe /healthz answered 503", 0, null, 0),
        ],
        new InterfaceStatus("register", "accounts", 40, 0, 1, null, null, 0));

    public static StatusReport Of(IReadOnlyList<NodeStatus> nodes, params InterfaceStatus[] interfaces) => Bad with
    {
        RefusedPlan = null,
        Unmatched = 0,
        Interfaces = interfaces,
        Services = [new ServiceStatus("accounts", "v7", [new VersionStatus("v7", IsLive: true, nodes)])],
        Signals = [],
    };
}
