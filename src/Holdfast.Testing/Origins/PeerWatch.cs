using System.Net.Sockets;

namespace Holdfast.Testing.Origins;

/// <summary>Notices that the peer went away while an answer is still being thought about.</summary>
internal static class PeerWatch
{
    /// <summary>Runs an answer to its end, or cancels it when the peer leaves first.</summary>
    /// <param name="answering">The answer; it observes <paramref name="abandon"/>.</param>
    /// <param name="bodyRead">Ends when nothing else reads from the socket any more.</param>
    /// <returns>How the peer left; null when the answer came to its end.</returns>
    public static async Task<ConnectionEnd?> RunAsync(
        Socket socket, Task answering, Task bodyRead, CancellationTokenSource abandon)
    {
        await Task.WhenAny(answering, bodyRead);
        if (!answering.IsCompleted)
        {
            // A read of nothing ends when there is something to read, the end of the stream included.
            var readable = socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, abandon.Token).AsTask();
            await Task.WhenAny(answering, readable);
            if (!answering.IsCompleted && HasLeft(socket, readable) is { } how)
            {
                await abandon.CancelAsync();
                await ((Task)answering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return how;
            }

            await answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await abandon.CancelAsync();
            await ((Task)readable).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await answering;
        return null;
    }

    private static ConnectionEnd? HasLeft(Socket socket, Task<int> readable)
    {
        if (readable.IsFaulted)
            return ConnectionEnd.ResetByPeer;
        if (readable.IsCanceled)
            return null;
        try
        {
            // Looking at a byte tells FIN (none) from RST (an error) from the next request, and takes nothing away.
            var look = socket.Poll(0, SelectMode.SelectRead) ? socket.Receive(new byte[1], SocketFlags.Peek) : 1;
            return look == 0 ? ConnectionEnd.ClosedByPeer : null;
        }
        catch (SocketException)
        {
            return ConnectionEnd.ResetByPeer;
        }
    }
}
