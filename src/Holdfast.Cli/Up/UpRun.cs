using System.Net;
using System.Runtime.InteropServices;
using Holdfast.Control.Admin;
using Holdfast.Core;
using Holdfast.Core.Plan;
using Holdfast.Gateway;
using Holdfast.Gateway.Front.Drain;
using Microsoft.Extensions.Logging;

namespace Holdfast.Cli.Up;

/// <summary>Runs the gateway until it is asked to stop.</summary>
internal static class UpRun
{
    public static async Task<int> RunAsync(UpOptions options)
    {
        var read = PlanReader.Read(options.Plan!, new DiskPlanFiles(), Environment.GetEnvironmentVariable);
        if (read.Plan is null) return ExitCode.BadInput;
        using var loggers = LoggerFactory.Create(static logging => logging.SetMinimumLevel(LogLevel.Warning));
        var seed = BitConverter.ToUInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(sizeof(ulong)));
        await using var gateway = await GatewayServer.StartAsync(
            read.Plan, read.Digest, new GatewayOptions { Listen = options.Listen, Zone = options.Zone, Seed = seed }, TimeProvider.System, loggers);
        await using var admin = await AdminServer.StartAsync(IPEndPoint.Parse(options.Admin), new Subject(gateway), loggers);
        Console.WriteLine($"traffic {string.Join(' ', gateway.Front.Addresses.Select(static a => a.Url))} admin {string.Join(' ', admin.Addresses)}");
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var hurry = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            if (!asked.TrySetResult()) hurry.Cancel();
        }

        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await asked.Task;
        await gateway.Front.DrainAsync(hurry.Token);
        return ExitCode.Fine;
    }

    private sealed class Subject(GatewayServer gateway) : IAdminSubject
    {
        public HoldfastRuntime Runtime => gateway.Runtime;

        public bool IsReady => gateway.Front.Phase == DrainPhase.Serving;
    }
}
