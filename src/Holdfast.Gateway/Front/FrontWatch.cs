using Holdfast.Gateway.Front.Listeners;
using Microsoft.Extensions.Logging;

namespace Holdfast.Gateway.Front;

/// <summary>What has to be looked at now and then: certificate files, silent connections, connections on their way out.</summary>
internal sealed class FrontWatch(
    ListenerSet listeners,
    ConnectionRegistry registry,
    Func<int> connectionsMax,
    HttpServerMetrics metrics,
    TimeProvider time,
    ILogger log,
    Action<FrontEvent> tell)
{
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a connection that has sent nothing yet is taken to be about to.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(1);

    private long _refused;
    private long _flooded;
    private int _isLooking;

    /// <summary>Counted at once, told in batches: a flood of connections must not become a flood of lines.</summary>
    public void ConnectionRefused()
    {
        metrics.ConnectionsRefused.Add(1, new KeyValuePair<string, object?>("reason", "limit"));
        Interlocked.Increment(ref _refused);
    }

    /// <summary>Likewise.</summary>
    public void ConnectionFlooded()
    {
        metrics.ConnectionsCut.Add(1, new KeyValuePair<string, object?>("reason", "flood"));
        Interlocked.Increment(ref _flooded);
    }

    /// <summary>Timestamp since when a connection is young.</summary>
    public long YoungSince() => time.TimestampIn(-Young);

    public async Task LookAsync()
    {
        // A slow disk makes a look longer than the interval; looks do not pile up.
        if (Interlocked.Exchange(ref _isLooking, 1) != 0)
            return;
        try
        {
            LookAtConnections();
            LookAtCertificates();
            LookAtRefusals();
            LookAtFloods();
            await listeners.SweepAsync(listener => registry.Open.Any(connection => connection.Listener == listener))
                .ConfigureAwait(false);
        }
        catch (Exception e)
        {
            log.WatchFailed(e);
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }

    private void LookAtConnections()
    {
        var now = time.GetTimestamp();
        var youngSince = YoungSince();
        foreach (var connection in registry.Open)
        {
            if (connection.IsOverdueAt(now))
                connection.Abort("The connection's time is over.");
            else if (connection.IsRetiring)
                connection.Retire(youngSince);
        }
    }

    private void LookAtCertificates()
    {
        foreach (var store in listeners.Open.Select(static listener => listener.Opening.Certificates))
        {
            foreach (var (pair, fault) in store?.Refresh() ?? [])
            {
                if (fault is null)
                {
                    var certificate = pair.Current.Certificate;
                    log.CertificateReloaded(pair.CertificatePath, certificate.Subject, certificate.NotAfter.ToUniversalTime());
                    tell(new FrontEvent(FrontEventKind.CertificateReloaded, pair.CertificatePath, ""));
                }
                else
                {
                    log.CertificateRefused(fault);
                    tell(new FrontEvent(FrontEventKind.CertificateRefused, pair.CertificatePath, fault));
                }
            }
        }
    }

    private void LookAtRefusals()
    {
        if (Interlocked.Exchange(ref _refused, 0) is var refused and > 0)
        {
            var max = connectionsMax();
            log.ConnectionsRefused(refused, max);
            tell(new FrontEvent(FrontEventKind.ConnectionsRefused, "", $"{refused} connections beyond the limit of {max}"));
        }
    }

    private void LookAtFloods()
    {
        if (Interlocked.Exchange(ref _flooded, 0) is var flooded and > 0)
        {
            log.FloodsCut(flooded);
            tell(new FrontEvent(FrontEventKind.FloodsCut, "", $"{flooded} HTTP/2 connections that sent frames by the thousand and asked for nothing"));
        }
    }
}
