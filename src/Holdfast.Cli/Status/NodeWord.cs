namespace Holdfast.Cli.Status;

/// <summary>A node's state as a sign.</summary>
internal readonly record struct NodeWord(char Sign, Tone Tone, bool IsWithheld)
{
    public static NodeWord Of(string state) => state switch
    {
        "usable" => new('+', Tone.Good, IsWithheld: false),
        "unknown" => new('?', Tone.Faint, IsWithheld: false),
        "draining" or "drained" => new('-', Tone.Warning, IsWithheld: true),
        _ => new('x', Tone.Bad, IsWithheld: true),
    };
}
