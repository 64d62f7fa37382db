using System.Net;
using System.Net.NetworkInformation;
using Holdfast.Control.Access.Oidc;
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

    /// <exception cref="StartException">It is no address.</exception>
    public static IPEndPoint Parse(string text)
    {
        ListenAddresses.Check("--admin", text);
        var colon = text.LastIndexOf(':');
        var host = text[..colon];
        var port = int.Parse(text.AsSpan(colon + 1));
        if (host == "localhost")
            return new IPEndPoint(IPAddress.Loopback, port);
        return new IPEndPoint(host == "*" ? IPAddress.IPv6Any : IPAddress.Parse(host), port);
    }

    /// <summary>What the environment says of other machines, and whether that suffices for the address.</summary>
    /// <exception cref="StartException">It is no address, or one that other machines reach and would not be asked who they are.</exception>
    public static AccessSettings Settings(string text, Func<string, string?> environment, TimeProvider time)
    {
        var address = Parse(text);
        try
        {
            var settings = AccessVariables.Read(environment, time);
            if (IPAddress.IsLoopback(address.Address) || settings.Missing.Count == 0) return settings;
            throw StartException.CannotStart(
                StartErrors.AdminExposed,
                $"--admin {text} is open to other machines, and nothing would ask them who they are: {string.Join(", ", settings.Missing)} {(settings.Missing.Count == 1 ? "is" : "are")} not set. Or use an address of this machine alone, as {Default}.");
        }
        catch (AccessSettingsException fault)
        {
            throw StartException.CannotStart(StartErrors.AccessSettings, fault.Message, fault);
        }
    }

    /// <summary>Every address of this machine at which it is reached: no node of a plan may be there.</summary>
    public static IReadOnlyCollection<IPEndPoint> Reached(IPEndPoint address) => address.Address.Equals(IPAddress.IPv6Any) || address.Address.Equals(IPAddress.Any)
        ?
        [
            address,
            .. NetworkInterface.GetAllNetworkInterfaces().SelectMany(static card => card.GetIPProperties().UnicastAddresses)
                .Select(found => new IPEndPoint(found.Address, address.Port)),
        ]
        : [address];

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
