using System.Net;
using Holdfast.Control.Admin;
using Holdfast.Control.Telemetry;
using Holdfast.Gateway.Front.Listeners;
using Holdfast.WebConsole;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Holdfast.Cli.Starting;

/// <summary>Where the admin listener may be, and opening it there.</summary>
internal static class AdminListener
{
    public const string Default = "127.0.0.1:8081";

    /// <exception cref="StartException">It is no address, or one that other machines reach.</exception>
    public static IPEndPoint Parse(string text)
    {
        ListenAddresses.Check("--admin", text);
        var colon = text.LastIndexOf(':');
        var host = text[..colon];
        var port = int.Parse(text.AsSpan(colon + 1));
        if (host == "localhost")
            return new IPEndPoint(IPAddress.Loopback, port);
        if (host != "*" && IPAddress.Parse(host) is var address && IPAddress.IsLoopback(address))
            return new IPEndPoint(address, port);
        throw StartException.CannotStart(
            StartErrors.AdminExposed,
            $"--admin {text} is open to other machines, and nothing would ask them who they are. Use an address of this machine alone, as {Default}.");
    }

    /// <exception cref="StartException">The address cannot be had.</exception>
    public static async Task<AdminServer> StartAsync(
        IPEndPoint address, IAdminSubject subject, TelemetryExport export, ILoggerFactory loggers, CancellationToken cancellation)
    {
        try
        {
            return await AdminServer.StartAsync(address, subject, export, loggers, new ConsolePages(), cancellation);
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            var holder = PortHolder.Find(address) is { } found ? $" by {found}" : "";
            throw StartException.CannotStart(
                StartErrors.PortTaken, $"Admin cannot listen on {address}: the port is taken{holder}. Give another with --admin.", fault);
        }
        catch (System.Net.Sockets.SocketException fault)
        {
            throw StartException.CannotStart(StartErrors.CannotListen, $"Admin cannot listen on {address}: {fault.Message}", fault);
        }
    }
}
