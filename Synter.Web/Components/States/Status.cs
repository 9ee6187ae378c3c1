namespace Synter.Web.Components.States;

/// <summary>What a state asks of a person; it sets the colour.</summary>
public enum StatusFamily
{
    /// <summary>Nothing happens.</summary>
    Idle,

    /// <summary>Synter is at work.</summary>
    Live,

    /// <summary>A person is needed.</summary>
    Wait,

    Good,

    /// <summary>Worth a look.</summary>
    Warn,

    Bad,
}

/// <summary>A state as people read it: always word, icon and colour together.</summary>
public sealed record Status(string Word, StatusFamily Family, string Icon)
{
    public string Css => Family switch
    {
        StatusFamily.Idle => "idle",
        StatusFamily.Live => "live",
        StatusFamily.Wait => "wait",
        StatusFamily.Good => "good",
        StatusFamily.Warn => "warn",
        StatusFamily.Bad => "bad",
    };
}
