// The press that is its state's own, under all its names: what it writes is that state's word. The
// same as the rows of data/organisations.tsv that are press and stand under a state, which
// weighing_test.cpp holds it against: weighing reads no files.
#pragma once

#include <array>
#include <string_view>

namespace entente {

struct StatePress {
  std::string_view name, state;
};

inline constexpr auto kStatePress = std::to_array<StatePress>({
    {"Sky News Arabia", "ae"},
    {"WAM", "ae"},
    {"Emirates News Agency", "ae"},
    {"CCTV", "cn"},
    {"CGTN", "cn"},
    {"China Daily", "cn"},
    {"China News Service", "cn"},
    {"Global Times", "cn"},
    {"Guancha", "cn"},
    {"People's Daily", "cn"},
    {"PLA Daily", "cn"},
    {"Xinhua", "cn"},
    {"Xinhua News Agency", "cn"},
    {"Xinhua news agency", "cn"},
    {"Granma", "cu"},
    {"Prensa Latina", "cu"},
    {"Middle East News Agency", "eg"},
    {"MENA", "eg"},
    {"Al-Alam", "ir"},
    {"Fars News Agency", "ir"},
    {"Fars News", "ir"},
    {"Fars news agency", "ir"},
    {"IRIB", "ir"},
    {"Islamic Republic of Iran Broadcasting", "ir"},
    {"IRNA", "ir"},
    {"Islamic Republic News Agency", "ir"},
    {"ISNA", "ir"},
    {"Mehr News Agency", "ir"},
    {"Mehr News", "ir"},
    {"Mehr news agency", "ir"},
    {"Nour News", "ir"},
    {"Nournews", "ir"},
    {"Press TV", "ir"},
    {"PressTV", "ir"},
    {"Tasnim", "ir"},
    {"Tasnim News Agency", "ir"},
    {"Tasnim news agency", "ir"},
    {"DPRK Today", "kp"},
    {"KCNA", "kp"},
    {"Korean Central News Agency", "kp"},
    {"Korean Central Television", "kp"},
    {"KCTV", "kp"},
    {"Minju Choson", "kp"},
    {"Rodong Sinmun", "kp"},
    {"Uriminzokkiri", "kp"},
    {"Voice of Korea", "kp"},
    {"Channel One", "ru"},
    {"Pervy Kanal", "ru"},
    {"Izvestia", "ru"},
    {"Krasnaya Zvezda", "ru"},
    {"RIA Novosti", "ru"},
    {"RIA", "ru"},
    {"RIA Novosti news agency", "ru"},
    {"Rossiya-1", "ru"},
    {"Rossiya-24", "ru"},
    {"Rossiya Segodnya", "ru"},
    {"Rossiyskaya Gazeta", "ru"},
    {"Russia Today", "ru"},
    {"RT", "ru"},
    {"Sputnik", "ru"},
    {"Sputnik News", "ru"},
    {"TASS", "ru"},
    {"Tass", "ru"},
    {"SANA", "sy"},
    {"Syrian Arab News Agency", "sy"},
    {"Ukrinform", "ua"},
    {"Telesur", "ve"},
    {"teleSUR", "ve"},
});

}  // namespace entente
