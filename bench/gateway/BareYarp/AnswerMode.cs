namespace BareYarp;

/// <summary>Answers of the origin's sizes, from Kestrel: the floor under every proxy built on it.</summary>
internal static class AnswerMode
{
    private static readonly byte[] Small = """{"id":42,"name":"anvil","price":12.5}"""u8.ToArray();
    private static readonly byte[] Large = new byte[102400];

    public static Task RunAsync(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.Run(context =>
        {
            var answer = context.Request.Path.Value == "/large" ? Large : Small;
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.Length;
            // Asking for RequestAborted would make a token source: this is to be the floor.
            return context.Response.Body.WriteAsync(answer, CancellationToken.None).AsTask();
        });
        return app.RunAsync();
    }
}
