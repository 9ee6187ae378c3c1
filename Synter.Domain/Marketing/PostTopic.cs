namespace Synter.Domain.Marketing;

/// <summary>What a post is about.</summary>
public enum PostTopic
{
    /// <summary>Something useful to know or to do.</summary>
    PatientEducation,

    /// <summary>One of the clinic's own offerings, without claims.</summary>
    Services,

    /// <summary>A question patients ask, answered.</summary>
    Questions,

    /// <summary>A health day, on its date.</summary>
    Seasonal,

    /// <summary>Coming to the clinic.</summary>
    Clinic,
}

public static class PostTopics
{
    /// <summary>The name in goal settings.</summary>
    public static string Key(this PostTopic topic) => topic switch
    {
        PostTopic.PatientEducation => "patient_education",
        PostTopic.Services => "services",
        PostTopic.Questions => "questions",
        PostTopic.Seasonal => "seasonal",
        PostTopic.Clinic => "clinic",
        _ => throw new ArgumentOutOfRangeException(nameof(topic)),
    };

    /// <summary>What people read.</summary>
    public static string Words(this PostTopic topic) => topic switch
    {
        PostTopic.PatientEducation => "Patient education",
        PostTopic.Services => "Your services",
        PostTopic.Questions => "Patients’ questions",
        PostTopic.Seasonal => "Health days",
        PostTopic.Clinic => "Visiting the clinic",
        _ => throw new ArgumentOutOfRangeException(nameof(topic)),
    };

    public static PostTopic Parse(string key) => Enum.GetValues<PostTopic>().First(topic => topic.Key() == key);
}
