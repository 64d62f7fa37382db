using System.Net;
using Microsoft.Extensions.Logging;

namespace Holdfast.Gateway.Front;

/// <summary>Event ids 1000 to 1099.</summary>
internal static partial class FrontLog
{
    [LoggerMessage(1000, LogLevel.Information, "Listener {Listener} takes traffic on {Address}")]
    public static partial void ListenerOpened(this ILogger logger, string listener, IPEndPoint address);

    [LoggerMessage(1001, LogLevel.Information, "Listener {Listener} on {Address} is closed; calls in flight go on")]
    public static partial void ListenerClosed(this ILogger logger, string listener, string address);

    [LoggerMessage(1002, LogLevel.Error, "Listener {Listener} fails to take a connection")]
    public static partial void AcceptFailed(this ILogger logger, Exception exception, string listener);

    [LoggerMessage(1003, LogLevel.Error, "A look at connections and certificates failed; the next one is due shortly")]
    public static partial void WatchFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1010, LogLevel.Information, "Certificate {Path} is read again: {Subject}, good until {NotAfter:u}")]
    public static partial void CertificateReloaded(this ILogger logger, string path, string subject, DateTime notAfter);

    [LoggerMessage(1011, LogLevel.Warning, "Changed certificate is refused, the old one stays: {Fault}")]
    public static partial void CertificateRefused(this ILogger logger, string fault);

    [LoggerMessage(1020, LogLevel.Warning, "{Refused} connections closed at once: {Max} are open, the limit")]
    public static partial void ConnectionsRefused(this ILogger logger, long refused, int max);

    [LoggerMessage(1022, LogLevel.Information, "There are file descriptors for {Max} connections; the plan allows {Planned}. Raise the limit of open files (ulimit -n, LimitNOFILE)")]
    public static partial void DescriptorsFew(this ILogger logger, int max, int planned);

    [LoggerMessage(1021, LogLevel.Warning, "{Cut} HTTP/2 connections aborted: they sent frames by the thousand and asked for nothing")]
    public static partial void FloodsCut(this ILogger logger, long cut);

    [LoggerMessage(1030, LogLevel.Information, "Draining: {Calls} calls in flight on {Connections} connections")]
    public static partial void DrainBegan(this ILogger logger, int calls, int connections);

    [LoggerMessage(1031, LogLevel.Warning, "Drain is cut short: {Calls} calls on {Connections} connections are aborted")]
    public static partial void DrainCutShort(this ILogger logger, int calls, int connections);

    [LoggerMessage(1032, LogLevel.Information, "Traffic has stopped")]
    public static partial void Stopped(this ILogger logger);
}
