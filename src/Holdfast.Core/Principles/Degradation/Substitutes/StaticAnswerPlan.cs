using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary><c>answer</c> of a substitute.</summary>
public sealed record StaticAnswerPlan
{
    /// <summary>Longest body that is written into the plan itself.</summary>
    public const int InlineCharsMax = 16 * 1024;

    public static readonly Field<int> StatusField = new("status", Shapes.Count(200, 599, "HTTP status"), "Its status.")
    {
        Default = 200,
    };

    public static readonly Field<IReadOnlyDictionary<string, string>> HeadersField = new(
        "headers", Shapes.Map("header", Shapes.HeaderName, Shapes.HeaderValue),
        "Its headers. Unless they say otherwise it is not to be stored (Cache-Control: no-store), and its type follows from the body or the file's name.")
    {
        Default = new Dictionary<string, string>(),
        DefaultWords = "none but those",
    };

    public static readonly Field<string> BodyField = new(
        "body", Shapes.Text("body", InlineCharsMax), "Its body.")
    {
        Default = "",
        DefaultWords = "none",
    };

    public static readonly Field<AnswerFile?> FileField = new(
        "file", Shapes.NoneOrObject(new AnswerFileShape()), "A file with its body, read with the plan and read again when it changes; at most 1MB.")
    {
        Because = "It is kept in memory: when it is needed, the disk may be what fails.",
    };

    public static readonly Section<StaticAnswerPlan> Section = new("answer", values => new StaticAnswerPlan
    {
        Status = values.Get(StatusField),
        Headers = values.Get(HeadersField),
        Body = values.Get(BodyField),
        File = values.Get(FileField),
    })
    {
        { StatusField, plan => plan.Status },
        { HeadersField, plan => plan.Headers },
        { BodyField, plan => plan.Body },
        { FileField, plan => plan.File },
    };

    public required int Status { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required string Body { get; init; }

    /// <summary>Null: <see cref="Body"/> is all there is.</summary>
    public required AnswerFile? File { get; init; }
}
