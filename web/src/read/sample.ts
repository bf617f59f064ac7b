// The package's own sample report; everything in it is invented.
export const SAMPLE = `Tajikistan ready to open dam to Uzbek engineers ‘if asked’

Tajik Prime Minister Rustam Qodirov greets Uzbek Foreign Minister Anvar Toirov, right, before talks on the Zarnisor dam in Khujand, Tajikistan
Tajik Prime Minister Rustam Qodirov greets Uzbek Foreign Minister Anvar Toirov, right, before talks on the Zarnisor dam in Khujand, Tajikistan
block
By Farrukh Olimov | Pamir Newswire
NPW, Dushanbe :
Tajikistan would consider opening the Zarnisor dam to Uzbek engineers if Tashkent asked, the Tajik prime minister's office said on Thursday.
Uzbekistan on Wednesday urged its neighbour to stop filling the reservoir and accused Dushanbe of stealing water from farmers in the Fergana Valley.
Tajik Foreign Minister Safar Nazriev denied that Tajik soldiers had fired at Uzbek border guards near the dam, but he warned that his country would defend the site if it were attacked. Uzbek Deputy Defence Minister Botir Saidov told reporters in Tashkent that two border guards were killed and at least seven others wounded in the shooting.
Tashkent has deployed 600 troops and a dozen armoured vehicles along the border since Monday. Saidov said that Uzbekistan did not plan to cross it.
The Kremlin said Russia could be willing to send monitors to the valley, provided that both governments agreed. A Russian diplomat said it had not been decided whether the monitors would be soldiers or civilians.
Rail traffic between the two countries has been suspended since 2016, when an explosion destroyed a bridge near Bekobod.
Kazakhstan has invited the two foreign ministers to meet in Almaty next week, and Nazriev will attend, his ministry said.
A Western diplomat said Uzbek officials had told him that Tashkent would impose sanctions on Tajik aluminium unless the filling stopped. The Uzbek Foreign Ministry declined to comment.
The United States criticized both governments. Washington has given Tajikistan 40 million dollars for border posts and has trained its guards since 2010.
In 1998 Tajikistan signed an agreement with Uzbekistan to share the water of the river. Tajik police arrested 15 people in Khujand on Tuesday who were protesting against the resettlement of 3,000 villagers.
“Whoever closes the gates to punish our farmers commits a hostile act,” said Toirov.
block
Read more: What the river means to the valley
`;
