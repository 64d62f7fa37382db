using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.WebSockets;
using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Origins.Grpc;

namespace Holdfast.Testing.Tests.Origins;

public sealed class KestrelOriginTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly CertificateAuthority _authority;
    private KestrelOrigin _origin = null!;

    public KestrelOriginTests() => _authority = CertificateAuthority.Create(_folder);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _origin = await KestrelOrigin.StartAsync(new KestrelOriginOptions
    {
        Certificate = _authority.IssueServer("origin").Certificate,
        ClientAuthority = _authority.Root,
    });

    public async ValueTask DisposeAsync()
    {
        await _origin.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("http1", "1.1")]
    [InlineData("http2", "2.0")]
    [InlineData("tls", "1.1")]
    [InlineData("tls", "2.0")]
    public async Task Echo_EachProtocol_SaysWhatCame(string endpoint, string version)
    {
        using var client = Client(certificate: true);
        var url = endpoint switch { "http1" => _origin.Http1Url, "http2" => _origin.Http2Url, _ => _origin.TlsUrl };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, "/echo/a%2fb?c=%20"))
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent("body"),
        };

        using var answer = await client.SendAsync(request, Cancellation);
        var echoed = await answer.Content.ReadFromJsonAsync<EchoedRequest>(Cancellation);

        echoed.ShouldNotBeNull();
        echoed.Protocol.ShouldBe(version == "1.1" ? "HTTP/1.1" : "HTTP/2");
        echoed.RawTarget.ShouldBe("/echo/a%2fb?c=%20");
        echoed.BodyLength.ShouldBe(4);
        echoed.ClientSubject.ShouldBe(endpoint == "tls" ? "CN=tester" : null);
        answer.Headers.GetValues("X-Origin-Version").ShouldBe(["v1"]);
    }

    [Fact]
    public async Task Tls_NoClientCertificate_IsRefused()
    {
        using var client = Client(certificate: false);

        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri(_origin.TlsUrl, "/echo"), Cancellation));
    }

    [Fact]
    public async Task DownloadAndUpload_AnySize_AreWhole()
    {
        using var client = Client(certificate: false);
        await using var down = await client.GetStreamAsync(new Uri(_origin.Http1Url, "/download?bytes=3000000"), Cancellation);
        using var up = new PayloadContent(3_000_000);

        using var answer = await client.PostAsync(new Uri(_origin.Http1Url, "/upload"), up, Cancellation);

        (await Payload.VerifyAsync(down, Cancellation)).ShouldBe(3_000_000);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe("3000000");
    }

    [Fact]
    public async Task Events_GateOpenedOneByOne_ComeOneByOne()
    {
        using var client = Client(certificate: false);
        await using var stream = await client.GetStreamAsync(new Uri(_origin.Http1Url, "/events?count=3"), Cancellation);
        using var reader = new StreamReader(stream);

        for (var index = 1; index <= 3; index++)
        {
            _origin.Gate("events").Open();
            (await reader.ReadLineAsync(Cancellation)).ShouldBe($"data: {index}");
            (await reader.ReadLineAsync(Cancellation)).ShouldBe("");
        }
    }

    [Fact]
    public async Task Hang_ClientLeaves_IsSeenAsAbort()
    {
        using var leaving = new CancellationTokenSource();
        using var client = Client(certificate: false);
        var asking = client.GetAsync(new Uri(_origin.Http1Url, "/hang"), leaving.Token);
        await _origin.Gate("never").WaitForWaitingAsync(1);

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        await _origin.WaitForAbortAsync("/hang");
    }

    [Fact]
    public async Task Break_Answer_NeverEndsWell()
    {
        using var client = Client(certificate: false);

        await Should.ThrowAsync<HttpRequestException>(
            () => client.GetByteArrayAsync(new Uri(_origin.Http1Url, "/break?bytes=1000"), Cancellation));
    }

    [Fact]
    public async Task Trailers_OverHttp2_FollowTheBody()
    {
        using var client = Client(certificate: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_origin.Http2Url, "/trailers"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var answer = await client.SendAsync(request, Cancellation);

        answer.TrailingHeaders.GetValues("X-Served").ShouldBe(["yes"]);
    }

    [Fact]
    public async Task WebSocket_Message_ComesBack()
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{_origin.Http1Url.Authority}/ws"), Cancellation);
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, Cancellation);
        var buffer = new byte[100];

        var received = await socket.ReceiveAsync(buffer, Cancellation);

        Encoding.UTF8.GetString(buffer, 0, received.Count).ShouldBe("hello");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", Cancellation);
        socket.CloseStatusDescription.ShouldBe("bye");
    }

    [Fact]
    public async Task Grpc_EachKind_AnswersWithTrailers()
    {
        using var channel = GrpcChannel.ForAddress(_origin.Http2Url);
        var probe = new Probe.ProbeClient(channel);

        using var unary = probe.UnaryAsync(new Ask { Text = "a" }, cancellationToken: Cancellation);
        (await unary).Text.ShouldBe("a");
        unary.GetTrailers().GetValue("x-answers").ShouldBe("1");

        using var served = probe.ServerStream(new Ask { Text = "b", Answers = 3 }, cancellationToken: Cancellation);
        (await served.ResponseStream.ReadAllAsync(Cancellation).CountAsync(Cancellation)).ShouldBe(3);

        using var failed = probe.UnaryAsync(new Ask { FailWith = (int)StatusCode.NotFound }, cancellationToken: Cancellation);
        (await Should.ThrowAsync<RpcException>(() => failed.ResponseAsync)).StatusCode.ShouldBe(StatusCode.NotFound);
    }

    private HttpClient Client(bool certificate)
    {
        var handler = new SocketsHttpHandler { SslOptions = Trust.Only(_authority.Root, "localhost") };
        if (certificate)
            handler.SslOptions.ClientCertificates = [_authority.IssueClient("client", "tester").Certificate];
        return new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version11 };
    }
}
