using Synter.Domain.DataGen.Offline;

namespace Synter.Tests.Domain.DataGen;

public sealed class OfflineGeneratorTests
{
    [Theory]
    [InlineData("A patient of a dental clinic in Pune: name, age, city, phone, reason for the visit", "name,age,city,phone,reason_for_visit")]
    [InlineData("A shop: name and city", "name,city")]
    [InlineData("A person: first name, last name, date of birth, number of children", "first_name,last_name,date_of_birth,number_of_children")]
    [InlineData("A review: title, rating, verdict. Make them short, and sound human.", "title,rating,verdict")]
    [InlineData("A customer with an e-mail and a city", "email,city")]
    [InlineData("Remember: it should be something that nobody has ever heard of before at all", "id,title,text,score")]
    [InlineData("A poem", "id,title,text,score")]
    public void Write_HasTheFieldsThatAreAskedFor(string prompt, string fields) =>
        Assert.Equal(fields.Split(','), OfflineGenerator.Write(prompt, 1).Select(field => field.Key));

    [Fact]
    public void Write_TheSameSeed_IsTheSameRecord()
    {
        Assert.Equal(OfflineGenerator.Write("A shop: name, city", 7).ToJsonString(), OfflineGenerator.Write("A shop: name, city", 7).ToJsonString());
        Assert.NotEqual(OfflineGenerator.Write("A shop: name, city", 7).ToJsonString(), OfflineGenerator.Write("A shop: name, city", 8).ToJsonString());
    }
}
