using System.Net.Sockets;
using Holdfast.Testing;
using Holdfast.Testing.Clients.Http2;

namespace Holdfast.Gateway.Tests.Abuse;

/// <summary>Frames by the thousand, for as long as they are taken.</summary>
internal static class Flood
{
    private const int BatchFrames = 100;
    private static readonly TimeSpan CutWithin = TimeSpan.FromSeconds(30);

    /// <summary>Sends frames until the connection ends, reading whatever comes, and fails when it never does.</summary>
    /// <param name="nth">The frames of the nth step.</param>
    /// <param name="stepsMax">So many are sent when nobody objects.</param>
    /// <returns>Steps sent before the end.</returns>
    public static async Task<int> SendAsync(Http2Client client, Func<int, IEnumerable<Http2Frame>> nth, int stepsMax)
    {
        var ended = client.ReadToEndAsync(TestContext.Current.CancellationToken);
        var sent = 0;
        try
        {
            for (; sent < stepsMax && !ended.IsCompleted; sent += BatchFrames)
                await client.SendAsync(default, Enumerable.Range(sent, BatchFrames).SelectMany(nth)).Within("a batch to be taken", CutWithin);
        }
        catch (Exception cut) when (cut is IOException or SocketException)
        {
            // What is wanted.
        }

        await ended.Within("a connection that floods to be ended", CutWithin, () => $"{sent} steps sent");
        return sent;
    }
}
